// Makes src/app/protocol/types.ts from schema.json beside it; with --check, only says whether it is up to date.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

/** @typedef {{ properties: Record<string, object>, $defs: Record<string, object> }} Schema */

const FOLDER = new URL("../src/app/protocol/", import.meta.url);
const TYPES = new URL("types.ts", FOLDER);

function readSchema() {
  /** @type {unknown} */
  const schema = JSON.parse(readFileSync(new URL("schema.json", FOLDER), "utf8"));
  return /** @type {Schema} */ (schema);
}

/**
 * The unions are properties of the schema's root: as definitions they get a type with their own name.
 * @param {Schema} schema
 */
function withNamedUnions(schema) {
  const unions = schema.properties;
  /** @type {[string, object][]} */
  const references = Object.keys(unions).map((name) => [name, { $ref: `#/$defs/${name}` }]);
  return {
    ...schema,
    properties: Object.fromEntries(references),
    $defs: { ...unions, ...schema.$defs },
  };
}

/**
 * The generator tells of each type where the schema refers to it: that is noise here.
 * @param {string} source
 */
function withoutOrigins(source) {
  return source
    .replace(/^( \*\n)? \* This interface was referenced by .*\n \* via the `definition` .*\n/gm, "")
    .replaceAll("/**\n */\n", "");
}

const types = await compile(withNamedUnions(readSchema()), "Protocol", {
  additionalProperties: false,
  bannerComment: "// Made from the server's structs by `make protocol`: change those instead.",
  unreachableDefinitions: true,
  style: { printWidth: 110 },
});
const source = withoutOrigins(types);

if (!process.argv.includes("--check")) {
  writeFileSync(TYPES, source);
} else if (!existsSync(TYPES) || readFileSync(TYPES, "utf8") !== source) {
  console.error("src/app/protocol/types.ts is stale: run `make protocol`.");
  process.exitCode = 1;
}
