const OTHERS =
  /address already in use|connect|dial|refused|time(?:d )?out|deadline|unavailable|lost|not ready|\bEOF\b|leader|forbidden|context canceled/iu;
// --election-timeout is no time-out.
const FLAG = /--[\w-]+/gu;

/** Whether a component ended over something that another part of the cluster may still put right. */
export function mayHeal(reason: string): boolean {
  return OTHERS.test(reason.replaceAll(FLAG, ""));
}
