import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import boundaries from "eslint-plugin-boundaries";
import jsxA11y from "eslint-plugin-jsx-a11y-x";
import tseslint from "typescript-eslint";

const SOURCES = "src/**/*.{ts,tsx}";
const TESTS = "src/**/*.test.{ts,tsx}";

const APP = ["values", "bridge", "app", "app/chatbox", "app/i18n", "app/protocol", "app/delivery", "app/ui"];

/**
 * The folders of src, those within others first, and what each may import beside itself: values from `imports`, types from
 * `types`, packages only where `packages` says so.
 *
 * @type {{ folder: string, imports?: string[], types?: string[], packages?: boolean }[]}
 */
const FOLDERS = [
  { folder: "values" },
  { folder: "bridge", imports: ["values"] },
  { folder: "loader/texts" },
  { folder: "loader/panel", imports: ["bridge", "loader", "loader/texts"], types: ["outside"] },
  { folder: "loader", imports: ["bridge", "loader/texts"], types: ["loader/panel"] },
  { folder: "outside", imports: ["bridge"] },
  { folder: "app/chatbox" },
  { folder: "app/i18n", packages: true },
  { folder: "app/protocol" },
  { folder: "app/delivery", imports: ["values"], types: ["app/protocol"] },
  { folder: "app/ui", imports: ["app/i18n"], types: ["app/chatbox", "app/protocol"], packages: true },
  { folder: "app/patient", imports: APP, packages: true },
  { folder: "app/provider", imports: APP, packages: true },
  { folder: "app/console", imports: [...APP, "app/provider"], packages: true },
  { folder: "app", imports: APP, packages: true },
];

/** @param {typeof FOLDERS[number]} rules */
function policies({ folder, imports = [], types = [], packages = false }) {
  const from = { element: { type: folder } };
  return [
    { from, allow: { to: { element: { type: [folder, ...imports] } } } },
    { from, allow: { to: { element: { type: types } }, dependency: { kind: "type" } } },
    ...(packages ? [{ from, allow: { to: { module: { origin: "external" } } } }] : []),
  ];
}

/** Markup made from strings is how a message becomes a script. */
const HTML_SINKS = [
  "innerHTML",
  "outerHTML",
  "insertAdjacentHTML",
  "setHTMLUnsafe",
  "createContextualFragment",
];

const RESTRICTED_SYNTAX = [
  {
    selector:
      "JSXAttribute[name.name='dangerouslySetInnerHTML'], Property[key.name='dangerouslySetInnerHTML']",
    message: "Text goes into text nodes, never into HTML.",
  },
  {
    selector: "CallExpression[callee.property.name='postMessage'] Literal[value='*']",
    message: "Name the exact target origin.",
  },
];

export default defineConfig(
  globalIgnores(["node_modules", "src/app/protocol/types.ts"]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ["tsconfig.json", "tsconfig.node.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // A text's length is counted in code points.
      "@typescript-eslint/no-misused-spread": ["error", { allow: [{ from: "lib", name: "string" }] }],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": ["error", { allow: ["warn", "error"] }],
    },
  },
  {
    files: [SOURCES],
    ignores: [TESTS],
    plugins: { boundaries },
    settings: {
      "boundaries/elements": FOLDERS.map(({ folder }) => ({
        type: folder,
        pattern: `src/${folder}`,
        partialMatch: false,
      })),
      "import/resolver": { node: { extensions: [".ts", ".tsx", ".json", ".css"] } },
    },
    rules: {
      "boundaries/dependencies": [
        "error",
        {
          default: "disallow",
          checkAllOrigins: true,

          policies: FOLDERS.flatMap(policies),
        },
      ],
      "no-restricted-properties": [
        "error",
        ...HTML_SINKS.map((property) => ({ property })),
        { object: "document", property: "write" },
      ],
      "no-restricted-syntax": ["error", ...RESTRICTED_SYNTAX],
      "no-eval": "error",
    },
  },
  { files: ["src/**/*.tsx"], ...jsxA11y.configs.strict },
  {
    files: ["scripts/**"],
    languageOptions: { globals: { console: "readonly", process: "readonly", URL: "readonly" } },
    rules: { "no-console": "off" },
  },
);
