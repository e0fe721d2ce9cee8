import type { BarKind } from "../../../src/timeline/chart.ts";

interface Tone {
  readonly light: string;
  readonly dark: string;
}

const INK: Readonly<Record<"paper" | "ink" | "faint" | "grid" | "link", Tone>> = {
  paper: { light: "#ffffff", dark: "#0d1117" },
  ink: { light: "#1f2328", dark: "#e6edf3" },
  faint: { light: "#59636e", dark: "#9198a1" },
  grid: { light: "#e4e8ed", dark: "#21262d" },
  link: { light: "#57606a", dark: "#b1bac4" },
};

/** A ramp from pale to full for what comes before ready, and colours far apart, also for those who see fewer, after it. */
const BARS: Readonly<Record<BarKind, Tone>> = {
  step: { light: "#8c959f", dark: "#6e7681" },
  pull: { light: "#bc8cff", dark: "#a475f9" },
  manifest: { light: "#d0dcef", dark: "#2b3a55" },
  sandbox: { light: "#a3bfe8", dark: "#3a5583" },
  container: { light: "#6f9be0", dark: "#4f78bd" },
  starting: { light: "#eac54f", dark: "#bb8009" },
  ready: { light: "#1a9c5b", dark: "#2ea566" },
  second: { light: "#0b7fd4", dark: "#3d9df2" },
  held: { light: "#cf222e", dark: "#f85149" },
  failed: { light: "#cf222e", dark: "#f85149" },
};

/** The styles of the drawing, for light and dark surroundings. */
export function svgStyle(): string {
  return `text{font-family:ui-sans-serif,system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-size:12px;fill:${INK.ink.light}}
.mono{font-family:ui-monospace,SFMono-Regular,Menlo,"DejaVu Sans Mono",monospace}
.title{font-size:17px;font-weight:600}.row-component{font-weight:600}
[class^=in-]{font-size:10px}.in-held,.in-pull{fill:#fff}.in-manifest,.in-starting{fill:#1f2328}
.grid{stroke-width:1}.link{fill:none;stroke-width:1.25}.link-tip{stroke:none}
${tones((tone) => tone.light)}
@media (prefers-color-scheme:dark){text{fill:${INK.ink.dark}}.in-manifest{fill:${INK.ink.dark}}
${tones((tone) => tone.dark)}}`;
}

function tones(pick: (tone: Tone) => string): string {
  const bars = Object.entries(BARS).map(([kind, tone]) => `.${kind}{fill:${pick(tone)}}`);
  return [
    `.paper{fill:${pick(INK.paper)}}.faint{fill:${pick(INK.faint)}}`,
    `.grid{stroke:${pick(INK.grid)}}.link{stroke:${pick(INK.link)}}.link-tip{fill:${pick(INK.link)}}`,
    `.bad{fill:${pick(BARS.failed)}}`,
    bars.join(""),
  ].join("\n");
}
