import { COMPONENTS, type Component } from "../../domain/component.ts";
import type { PodRoom } from "../../domain/handoff/pod-room.ts";
import type { JournalledChange } from "../../domain/journal.ts";
import type { ObjectResource } from "../../domain/resource.ts";
import type { Specs } from "../../domain/specs.ts";
import type { ApiAccess } from "../../diagnose/expectation.ts";
import type { HandoffEffects } from "../handoff/handoff-context.ts";
import { restartInPlace } from "../handoff/restart-engine.ts";
import type { ApplyPorts } from "./apply-ports.ts";
import { componentChange } from "./change-component.ts";
import { filesChange } from "./change-files.ts";
import type { ChangeMaker } from "./change-maker.ts";
import { objectsChange } from "./change-objects.ts";
import { handoffEffects } from "./handoff-effects.ts";
import { handoffOf } from "./handoff-of.ts";
import { forgetSecond, prepareSecond } from "./prepare-second.ts";
import { restartKubelet } from "./restart-kubelet.ts";
import { subjectOfComponent } from "./subject-of-component.ts";

export interface MakerParts {
  readonly specs: Specs;
  readonly transactionId: string;
  readonly access: ApiAccess;
  readonly ports: ApplyPorts;
  /** What second instances may request; nothing where it is not known. */
  readonly rooms: ReadonlyMap<Component, PodRoom>;
  /** All that the configuration wants in the API. */
  readonly objects: readonly ObjectResource[];
  /** Whether an API serves now. */
  readonly hasApi: boolean;
}

/** Who makes each kind of change. `signal` stops the waiting, not what must be finished. */
export function makersOf(parts: MakerParts, signal: AbortSignal): (change: JournalledChange) => ChangeMaker {
  const { specs, access, ports, transactionId, objects, hasApi } = parts;
  const effects = handoffEffects(specs, access, ports);
  return (change) => {
    switch (change.target) {
      case "kubelet": {
        const [component] = COMPONENTS;
        const subject = subjectOfComponent(component, specs, { transactionId, access, signal }, ports.interfaces);
        const node = { ...subject, timeoutMs: subject.healthTimeoutMs, hasApi };
        return filesChange(ports.files, async () => restartKubelet(node, effects, signal));
      }
      case "files":
        return filesChange(ports.files);
      case "objects":
        return objectsChange({ ...ports, objects, transactionId, api: effects.api });
      default:
        return componentMaker(change, change.target, parts, effects, signal);
    }
  };
}

const NO_ROOM: PodRoom = { cpuMilli: 0, memoryBytes: 0 };

function componentMaker(
  { strategy, inputs }: JournalledChange,
  component: Component,
  { specs, transactionId, access, ports, rooms }: MakerParts,
  effects: HandoffEffects,
  signal: AbortSignal,
): ChangeMaker {
  const subject = subjectOfComponent(component, specs, { transactionId, access, signal }, ports.interfaces);
  const { files, clock, render } = ports;
  const second = { subject, room: rooms.get(component) ?? NO_ROOM, inputs, files, render };
  const isHandoff = strategy === "handoff";
  return componentChange({
    ...{ files, clock, signal },
    handoff: isHandoff ? handoffOf(subject, effects) : restartInPlace(subject, effects),
    manifestPath: subject.manifest.path,
    prepareSecond: async (text, direction) => (isHandoff ? prepareSecond(second, text, direction) : undefined),
    forgetSecond: async () => forgetSecond(second),
  });
}
