import { defineConfig, mergeConfig, type Plugin } from "vite";
import { frameApp } from "./vite/output.ts";

const PAGES = { patient: "src/app/patient/main.tsx" };

/** What patients load later is a language's texts, which bring no styles and import nothing: Vite's 1 kB that fetches such is left out. */
const nothingToPreload: Plugin = {
  name: "nothing-to-preload",
  enforce: "pre",
  load: (id) => (id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : null),
};

/**
 * The patient's side of the app in the frame, made apart: nobody is on both sides, and so it holds nothing that only the
 * provider's side uses of what both share. Runs after that one's build, in the same folder.
 */
export default defineConfig(
  mergeConfig(frameApp(PAGES, ".vite/patient.json"), {
    plugins: [nothingToPreload],
    build: { emptyOutDir: false },
  }),
);
