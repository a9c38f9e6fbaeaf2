import { writeFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import type { Reporter } from "vitest/node";

const results = process.env["WAITSIDE_RESULTS"]; // where `.ci/test` collects totals: "passed failed"

const totals: Reporter = {
  onTestRunEnd(modules, errors) {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const passed = states.filter((state) => state === "passed").length;
    const failed = states.filter((state) => state === "failed").length;
    const broken = modules.filter((module) => module.errors().length > 0).length; // files that do not load
    writeFileSync(`${results}/vitest.totals`, `${passed} ${failed + broken + errors.length}\n`);
  },
};

export default defineConfig({
  // Tests read the tables of docs/, which they keep true.
  server: { fs: { allow: [".."] } },
  // As in the build: for development each element has a property of its own, which says where it was made.
  oxc: { jsx: { runtime: "automatic", importSource: "preact", development: false } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}", "simulator/**/*.test.ts"],
    setupFiles: ["src/app/i18n/testing.ts"],
    restoreMocks: true,
    reporters: results ? ["default", totals] : ["default"],
    // Against hanging: a test that passes never takes that long, however busy the machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
