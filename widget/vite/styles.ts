import type { AcceptedPlugin } from "postcss";
import { all, APP, read, shorten } from "./sources.ts";

const NAME = /--(\w[\w-]*)/g;
const DECLARED = /--(\w[\w-]*):/g;

/** Gives the styles' own properties names of one or two letters. What code or the server sets keeps its name. */
export function shortProperties(): AcceptedPlugin {
  const short = shorten(ownProperties());
  const rename = (whole: string, name: string) => (short.has(name) ? `--${short.get(name)}` : whole);
  return {
    postcssPlugin: "short-properties",
    OnceExit(styles) {
      styles.walkDecls((declaration) => {
        declaration.prop = declaration.prop.replace(NAME, rename);
        declaration.value = declaration.value.replace(NAME, rename);
      });
    },
  };
}

function ownProperties(): ReadonlySet<string> {
  const declared = new Set(read(APP, /\.css$/).flatMap((styles) => all(DECLARED, styles)));
  for (const name of read(APP).flatMap((source) => all(NAME, source))) declared.delete(name);
  return declared;
}
