import { defineConfig } from "vitest/config";

const IN_MEMORY = ["unit", "golden", "property", "contract", "architecture"];

export default defineConfig({
  test: {
    projects: [
      ...IN_MEMORY.map((name) => ({
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          setupFiles: ["test/support/seeded-properties.ts"],
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      })),
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: ["test/e2e/support/global-setup.ts"],
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // After everything that fails faster.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
