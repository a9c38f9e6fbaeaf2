/** Builds the code of a simulated page as one script, with the stand-in for the sealing module. */
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

const WIDGET = fileURLToPath(new URL("..", import.meta.url));
const STAND_IN = fileURLToPath(new URL("sealing.ts", import.meta.url));

const NAME = "page";

/** Modules of Node.js that the stand-in imports, and the globals that replace them: see globals.ts. */
const GLOBALS = { "node:buffer": "nodeBuffer", "node:crypto": "nodeCrypto" };

const sealing: Plugin = {
  name: "stand-in-for-sealing",
  enforce: "pre",
  load: {
    filter: { id: /\/src\/app\/delivery\/sealing\.ts$/ },
    handler: () => `export * from ${JSON.stringify(STAND_IN)};`,
  },
};

/** Return the body of a function that evaluates page.ts and returns its exports. Its parameters are the page's globals. */
export async function bundlePage(): Promise<string> {
  const built = await build({
    configFile: false,
    root: WIDGET,
    logLevel: "warn",
    publicDir: false,
    plugins: [sealing],
    build: {
      write: false,
      target: "es2022",
      minify: false,
      lib: { entry: "simulator/page.ts", formats: ["iife"], name: NAME },
      rolldownOptions: { external: Object.keys(GLOBALS), output: { globals: GLOBALS } },
    },
  });
  if (!Array.isArray(built) || built[0] === undefined) throw new Error("the page was not built");
  const [chunk] = built[0].output;
  return `${chunk.code}\nreturn ${NAME};`;
}
