import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import type { Plugin } from "vite";
import { all, APP, read, shorten } from "./sources.ts";

const CATALOGS = `${APP}/i18n/catalogs`;

const KEY = /^ {2}"(\w+\.[\w.]+)":/gm; // as catalogs are written
const PUT_TOGETHER = /`(\w+\.)[\w.]*\$\{/g; // `status.${status}`

/** How a part of the texts is loaded in the language that is read. */
const IMPORT = /import\(`\.\/catalogs\/\$\{language\}\/(?<part>\w+)\.ts`\)/;

/**
 * Gives texts keys of one or two letters in what is built: the long ones are for those who write them, and every page would have
 * them twice. Keys that the code puts together stay as they are.
 */
export function shortKeys(): Plugin {
  const short = shorten(staticKeys());
  const rename = (whole: string, key: string) => (short.has(key) ? `"${short.get(key)}"` : whole);
  return {
    name: "short-keys",
    apply: "build",
    enforce: "pre",
    transform: {
      filter: { id: /\/src\/app\/.*\.tsx?$/ },
      handler: (code) => ({ code: code.replace(/"([\w.]+)"/g, rename), map: null }),
    },
  };
}

/**
 * Has each language's texts for a part of the app in a file of its own, so that nobody loads what they do not read, and puts one
 * version into the names of all, so that a page need not list them.
 */
export function catalogsByOneName(): Plugin {
  const version = digest([...read(CATALOGS), ...staticKeys()]);
  return {
    name: "catalogs-by-one-name",
    apply: "build",
    enforce: "pre",
    transform: {
      filter: { code: IMPORT },
      handler(code) {
        const part = IMPORT.exec(code)?.groups?.["part"] ?? "";
        for (const language of readdirSync(CATALOGS)) {
          const fileName = `assets/${language}.${part}-${version}.js`;
          this.emitFile({
            type: "chunk",
            id: `${CATALOGS}/${language}/${part}.ts`,
            fileName,
            preserveSignature: "strict",
          });
        }
        return {
          code: code.replace(IMPORT, `import(/* @vite-ignore */ \`./\${language}.${part}-${version}.js\`)`),
          map: null,
        };
      },
    },
  };
}

function staticKeys(): readonly string[] {
  const starts = new Set(read(APP).flatMap((source) => all(PUT_TOGETHER, source)));
  const keys = new Set(read(`${CATALOGS}/en`).flatMap((source) => all(KEY, source)));
  return [...keys].filter((key) => ![...starts].some((start) => key.startsWith(start)));
}

function digest(sources: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(sources)).digest("base64url").slice(0, 6);
}
