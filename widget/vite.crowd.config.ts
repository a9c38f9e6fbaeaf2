import { defineConfig } from "vite";
import { output } from "./vite/output.ts";

/** The crowd of patients that measurements need: one script, built to a folder of their own (`--outDir`). It is never in the package. */
export default defineConfig({
  publicDir: false,
  build: {
    ...output,
    outDir: ".crowd",
    minify: false,
    lib: { entry: "bench/crowd.ts", formats: ["iife"], name: "unused", fileName: () => "crowd.js" },
  },
});
