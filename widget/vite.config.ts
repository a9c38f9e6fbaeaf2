import { defineConfig } from "vite";
import { output } from "./vite/output.ts";

/** One language's texts for one part of the app: a file of its own, so that nobody loads what they do not read. */
const CATALOG = /\/catalogs\/(?<language>[\w-]+)\/(?<part>\w+)\.ts$/;

/** The app in the frame: one entry for each side, what they share in chunks of its own. */
export default defineConfig({
  base: "/static/",
  publicDir: false,
  build: {
    ...output,
    emptyOutDir: true,
    manifest: true,
    // The pages' content security policy refuses inline code and data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        patient: "src/app/patient/main.tsx",
        provider: "src/app/provider/main.tsx",
        console: "src/app/console/main.tsx",
      },
      output: {
        chunkFileNames({ facadeModuleId }) {
          const { language, part } = CATALOG.exec(facadeModuleId ?? "")?.groups ?? {};
          return language === undefined ? "assets/[name]-[hash].js" : `assets/${language}.${part}-[hash].js`;
        },
      },
    },
  },
});
