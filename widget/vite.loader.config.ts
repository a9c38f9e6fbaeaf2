import { copyFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { output } from "./vite/output.ts";

/** `api.ts` holds types alone, so it is its own declaration. */
const declarations: Plugin = {
  name: "declarations",
  writeBundle: ({ dir }) => copyFileSync("src/loader/api.ts", `${dir ?? output.outDir}/widget.d.ts`),
};

/** What the host page runs: a single classic script that needs nothing else. Runs after the app's build, in the same folder. */
export default defineConfig({
  publicDir: false,
  plugins: [declarations],
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
