import { defineConfig } from "vite";
import { output } from "./vite/output.ts";

/** What the host page runs: a single classic script that needs nothing else. Runs after the app's build, in the same folder. */
export default defineConfig({
  publicDir: false,
  build: {
    ...output,
    emptyOutDir: false,
    lib: {
      entry: "src/loader/main.ts",
      formats: ["iife"],
      name: "WaitsideLoader",
      fileName: () => "widget.js",
    },
  },
});
