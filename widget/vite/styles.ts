import type { AcceptedPlugin } from "postcss";
import { all, APP, read, shorten } from "./sources.ts";

const NAME = /--(\w[\w-]*)/g;
const DECLARED = /--(\w[\w-]*):/g;
const PLAIN = /--(\w[\w-]*): ([^;(]+);/g; // its value refers to nothing
const USED = /var\(--([\w-]+)\)/g;

/**
 * Writes the value of a property of the styles' own where it is used, if it is the same everywhere, and gives the other properties
 * names of one or two letters. What code or the server sets keeps its name.
 */
export function shortProperties(): AcceptedPlugin {
  const own = ownProperties();
  const constants = constantsAmong(own);
  const short = shorten([...own].filter((name) => !constants.has(name)));
  const rename = (whole: string, name: string) => (short.has(name) ? `--${short.get(name)}` : whole);
  return {
    postcssPlugin: "short-properties",
    OnceExit(styles) {
      styles.walkDecls((declaration) => {
        if (constants.has(declaration.prop.slice(2))) declaration.remove();
        declaration.value = declaration.value.replace(
          USED,
          (use, name: string) => constants.get(name) ?? use,
        );
        declaration.prop = declaration.prop.replace(NAME, rename);
        declaration.value = declaration.value.replace(NAME, rename);
      });
    },
  };
}

function ownProperties(): ReadonlySet<string> {
  const declared = new Set(declarations());
  for (const name of read(APP).flatMap((source) => all(NAME, source))) declared.delete(name);
  return declared;
}

/** Those with a plain value that are declared only once. */
function constantsAmong(properties: ReadonlySet<string>): ReadonlyMap<string, string> {
  const once = declarations().filter((name, _at, names) => names.indexOf(name) === names.lastIndexOf(name));
  const plain = read(APP, /\.css$/).flatMap((styles) => [...styles.matchAll(PLAIN)]);
  const constants = plain.map(([, name = "", value = ""]) => [name, value] as const);
  return new Map(constants.filter(([name]) => properties.has(name) && once.includes(name)));
}

function declarations(): readonly string[] {
  return read(APP, /\.css$/).flatMap((styles) => all(DECLARED, styles));
}
