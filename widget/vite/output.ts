import type { BuildOptions } from "vite";

/** Where both builds go and which browsers they are for: the backend serves this folder as it is. */
export const output = {
  outDir: "../backend/waitside/web/static",
  target: "es2022",
  sourcemap: false,
  reportCompressedSize: false,
} satisfies BuildOptions;
