import type { Specs } from "../../domain/specs.ts";

/** What a node shall be changed to, with everything decided. */
export interface ApplyRequest extends Specs {
  /** The user's file, kept in /etc/steadyplane/cluster.yaml. */
  readonly configurationText: string;
  /** Whether `tool.strategy` was asked for on the command line: then a doubt about a handoff does not stand in its way. */
  readonly isStrategyAsked: boolean;
  /** Whether files that were edited by hand may be overwritten. */
  readonly overwritesDrift: boolean;
  /** Images that no registry has are named below it; undefined where every image can be pulled. */
  readonly localImageRepository: string | undefined;
}
