import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const APP = "src/app";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** The sources in a folder and below. */
export function read(folder: string, kind = /\.tsx?$/): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return files.filter((file) => kind.test(file)).map((file) => readFileSync(join(folder, file), "utf8"));
}

/** What the pattern's group finds in a source. */
export function all(pattern: RegExp, source: string): readonly string[] {
  return [...source.matchAll(pattern)].map(([, found = ""]) => found);
}

/** A name of one or two letters for each of these. */
export function shorten(names: Iterable<string>): ReadonlyMap<string, string> {
  return new Map([...names].map((name, at) => [name, letters(at)]));
}

function letters(at: number): string {
  const more = Math.floor(at / LETTERS.length);
  return (more === 0 ? "" : letters(more - 1)) + LETTERS.charAt(at % LETTERS.length);
}
