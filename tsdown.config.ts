import { defineConfig } from "tsdown";

export default defineConfig({
  entry: { main: "cli/main.ts" },
  outDir: "dist",
  format: "esm",
  platform: "node",
  target: "node22",
  fixedExtension: true,
  // Everything is bundled: a start reads a handful of files, and dist/ beside templates/ is all that a host needs.
  deps: { alwaysBundle: [/./u], onlyBundle: false },
  dts: false,
  sourcemap: false,
  logLevel: "warn",
  // Flat, so that a chunk finds main.mjs and ../templates by its own address.
  outputOptions: { chunkFileNames: "[name]-[hash].mjs" },
});
