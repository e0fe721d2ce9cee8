import { tidy } from "../../evidence.ts";
import type { ChainInput } from "../chain-input.ts";
import type { Sight } from "../chain.ts";

const ABOUT_IMAGES = /image|pull/iu;

/** Whether the images of the Pod are on the host. A container proves its own. */
export function imageLink({ pod }: ChainInput): Sight {
  const { containers, syncErrors } = pod;
  const named = (state: string) =>
    containers.filter(({ imageState }) => imageState === state).map(({ image }) => image);
  const [absent, unknown] = [named("absent"), named("unknown")];
  if (absent.length > 0) {
    const errors = syncErrors.filter((error) => ABOUT_IMAGES.test(error));
    return {
      state: errors.length > 0 ? "failing" : "pending",
      summary: `not on this host: ${absent.join(", ")}`,
      evidence: errors.slice(-1).map((error) => `kubelet: ${tidy(error)}`),
    };
  }
  return unknown.length > 0 || containers.length === 0
    ? {
        state: containers.length === 0 ? "pending" : "unknown",
        summary: "the container runtime cannot be asked for it",
      }
    : { state: "done", summary: named("present").join(", ") };
}
