import { readdirSync } from "node:fs";
import { defineConfig } from "vite";
import { output } from "./vite/output.ts";

const FOLDER = "src/loader/texts";

/** The loader's texts, a module for each language. Runs after the app's build, in the same folder. */
export default defineConfig({
  publicDir: false,
  build: {
    ...output,
    emptyOutDir: false,
    lib: {
      entry: readdirSync(FOLDER).map((file) => `${FOLDER}/${file}`),
      formats: ["es"],
      fileName: (_, name) => `texts/${name}.js`,
    },
  },
});
