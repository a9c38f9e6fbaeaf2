import { defineConfig } from "vite";
import { output } from "./vite/output.ts";

/** Every state of the views as pages that need no server: for tests, which say where to (`--outDir`); never in the package. */
export default defineConfig({
  base: "./",
  publicDir: false,
  build: {
    ...output,
    outDir: ".preview",
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: "preview/index.html" },
  },
});
