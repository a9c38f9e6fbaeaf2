import { defineConfig } from "vitest/config";

export default defineConfig({
  // Tests read the tables of docs/, which they keep true.
  server: { fs: { allow: [".."] } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/app/i18n/testing.ts"],
    restoreMocks: true,
  },
});
