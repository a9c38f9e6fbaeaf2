import { defineConfig, mergeConfig } from "vite";
import { frameApp } from "./vite/output.ts";

const PAGES = {
  provider: "src/app/provider/main.tsx",
  console: "src/app/console/main.tsx",
};

/** The provider's side of the app in the frame: one entry for each page, what they share in chunks of its own. */
export default defineConfig(
  mergeConfig(frameApp(PAGES, ".vite/manifest.json"), { build: { emptyOutDir: true } }),
);
