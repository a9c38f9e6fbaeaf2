import { defineConfig } from "vite";
import { output } from "./vite/output.ts";

/** What the loader imports once a chat is needed: a module that needs nothing else. Runs after the app's build, in the same folder. */
export default defineConfig({
  publicDir: false,
  build: {
    ...output,
    emptyOutDir: false,
    lib: { entry: "src/loader/panel/main.ts", formats: ["es"], fileName: () => "panel.js" },
  },
});
