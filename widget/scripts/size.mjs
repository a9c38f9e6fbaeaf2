// Fails the build when a page downloads more than its budget: everything that it needs at once, compressed as it is sent, with its texts
// in the language that takes most. Bytes are of Brotli, but those of the loader are of gzip, which is what sites on plain HTTP get.
import { readdirSync, readFileSync, statSync } from "node:fs";

const BROTLI = { name: "Brotli", suffix: ".br" };
const GZIP = { name: "gzip", suffix: ".gz" };

const STATIC = new URL("../../backend/waitside/web/static/", import.meta.url);
const BUDGETS = [
  { what: "loader", files: () => ["widget.js"], kilobytes: 4, coding: GZIP },
  { what: "panel, when needed", files: () => ["panel.js"], kilobytes: 4.7 },
  { what: "panel's texts in the largest language", files: () => [largest("texts")], kilobytes: 0.6 },
  { what: "outside script", files: () => ["outside.js"], kilobytes: 0.9 },
  {
    what: "patient app",
    files: () => [...downloads("src/app/patient/embedded.tsx"), ...texts("patient")],
    kilobytes: 34.8,
  },
  {
    what: "patient app as a page of its own",
    files: () => [...downloads("src/app/patient/standalone.tsx"), ...texts("patient")],
    kilobytes: 34.8,
  },
  {
    what: "provider app",
    files: () => [...downloads("src/app/provider/main.tsx"), ...texts("provider")],
    kilobytes: 45,
  },
  {
    what: "console",
    files: () => [...downloads("src/app/console/main.tsx"), ...texts("provider", "console")],
    kilobytes: 48,
  },
  {
    what: "account settings, when opened",
    files: () => [...later(SETTINGS, "src/app/provider/main.tsx"), ...texts("settings")],
    kilobytes: 7,
  },
];

const SETTINGS = "src/app/provider/view/settings/index.tsx";
const CATALOGS = "src/app/i18n/catalogs/";

/** @typedef {{ file: string, css?: string[], assets?: string[], imports?: string[] }} Chunk */

/** Of all builds of the app in the frame. */
const MANIFESTS = ["embedded.json", "standalone.json", "manifest.json"].map((name) => {
  /** @type {unknown} */
  const manifest = JSON.parse(readFileSync(new URL(`.vite/${name}`, STATIC), "utf8"));
  return /** @type {Record<string, Chunk>} */ (manifest);
});

/**
 * Every file that an entry loads at once.
 * @param {string} entry
 */
function downloads(entry) {
  const manifest = manifestOf(entry);
  const chunks = new Set([entry]);
  for (const name of chunks) {
    for (const next of chunk(manifest, name).imports ?? []) chunks.add(next);
  }
  const files = [...chunks].map((name) => chunk(manifest, name));
  return new Set(files.flatMap(({ file, css = [], assets = [] }) => [file, ...css, ...assets]));
}

/**
 * What a part still loads on a page that is there.
 * @param {string} part
 * @param {string} page
 */
function later(part, page) {
  const there = downloads(page);
  return [...downloads(part)].filter((file) => !there.has(file));
}

/** @param {string} source */
function fileOf(source) {
  return chunk(manifestOf(source), source).file;
}

/** @param {string} source */
function manifestOf(source) {
  const found = MANIFESTS.find((manifest) => source in manifest);
  if (found === undefined) throw new Error(`no build has ${source}`);
  return found;
}

/**
 * The texts of these parts, in the language that takes most.
 * @param {string[]} parts
 */
function texts(...parts) {
  const languages = readdirSync(new URL(`../${CATALOGS}`, import.meta.url));
  const all = languages.map((language) => parts.map((part) => fileOf(`${CATALOGS}${language}/${part}.ts`)));
  return all.reduce((one, other) => (total(other) > total(one) ? other : one));
}

/**
 * @param {Record<string, Chunk>} manifest
 * @param {string} name
 */
function chunk(manifest, name) {
  const found = manifest[name];
  if (found === undefined) throw new Error(`the build has no ${name}`);
  return found;
}

/** @param {string} folder */
function largest(folder) {
  const files = readdirSync(new URL(folder, STATIC)).filter((file) => file.endsWith(".js"));
  const paths = files.map((file) => `${folder}/${file}`);
  return paths.reduce((one, other) => (size(one) > size(other) ? one : other));
}

/** @param {string} file */
function size(file, coding = BROTLI) {
  return statSync(new URL(`${file}${coding.suffix}`, STATIC)).size;
}

/** @param {Iterable<string>} files */
function total(files, coding = BROTLI) {
  return [...files].reduce((sum, file) => sum + size(file, coding), 0);
}

for (const { what, files, kilobytes, coding = BROTLI } of BUDGETS) {
  const bytes = total(files(), coding);
  const fits = bytes <= kilobytes * 1000;
  console.log(
    `${what}: ${(bytes / 1000).toFixed(2)} of ${kilobytes} kB ${coding.name}${fits ? "" : ", too large"}`,
  );
  if (!fits) process.exitCode = 1;
}
