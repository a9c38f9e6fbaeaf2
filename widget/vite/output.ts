import { minify } from "terser";
import type { BuildOptions, Plugin, UserConfig } from "vite";
import { shortProperties } from "./styles.ts";
import { catalogsByOneName, shortKeys } from "./texts.ts";

/** Where all builds go and which browsers they are for: the backend serves this folder as it is. */
export const output = {
  outDir: "../backend/waitside/web/static",
  target: "es2022",
  sourcemap: false,
  reportCompressedSize: false,
} satisfies BuildOptions;

/** Has Terser find the shorter code before Vite's own minifier gives the shorter names: each does its part better than the other. */
const shorter: Plugin = {
  name: "shorter",
  apply: "build",
  async renderChunk(source) {
    const { code } = await minify(source, {
      module: true,
      ecma: 2022,
      mangle: false,
      compress: {
        passes: 3,
        // Functions that take arguments compress less well where they are put in.
        // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the enum is a type alone
        inline: 1,
        unsafe_arrows: true, // what uses `this` stays a function
      },
    });
    return code === undefined ? null : { code, map: null };
  },
};

/** A build of pages of the app in the frame. `manifest`: where the backend reads what each of them loads. */
export function frameApp(input: Record<string, string>, manifest: string): UserConfig {
  return {
    base: "/static/",
    publicDir: false,
    plugins: [catalogsByOneName(), shortKeys(), shorter],
    css: { postcss: { plugins: [shortProperties()] } },
    build: {
      ...output,
      manifest,
      // The pages' content security policy refuses inline code and data: addresses.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        checks: { bundlerTimings: false }, // Terser takes its seconds, and that is no news
        input,
      },
    },
  };
}
