import { mergeConfig, type Plugin, type UserConfig } from "vite";
import { frameApp } from "./output.ts";

/** What patients load later is a language's texts, which bring no styles and import nothing: what Vite puts around it to fetch such is left out. */
const nothingToPreload: Plugin = {
  name: "nothing-to-preload",
  enforce: "pre",
  // A part that comes later and loads texts of its own has the page export this, used or not.
  load: {
    filter: { id: /vite\/preload-helper/ },
    handler: () => "export const __vitePreload = (load) => load();",
  },
  renderChunk: (code) => ({ code: code.replace(PRELOADED, "$<itself>"), map: null }),
};

const PRELOADED = /__vitePreload\(\(\) => (?<itself>import\([^)]*\)), *(?:__VITE_PRELOAD__|\[\])\)/g;

/** What the elements of our views become: `h(tag, props, child)` is shorter in a file than `jsx(tag, { children })`, and Preact has it anyway. */
const JSX = { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" } as const;

const importsForJsx: Plugin = {
  name: "imports-for-jsx",
  enforce: "pre",
  transform: {
    filter: { id: /\.tsx$/ },
    handler: (code) => ({ code: `import { Fragment, h } from "preact";${code}`, map: null }),
  },
};

/**
 * One page of the patient's side of the app in the frame, made apart: nobody is on two of them, nor on the provider's side, and
 * so it holds nothing of what they share that only others use. Runs after the provider's build, in the same folder.
 */
export function patientPage(name: string): UserConfig {
  return mergeConfig(frameApp({ [name]: `src/app/patient/${name}.tsx` }, `.vite/${name}.json`), {
    plugins: [nothingToPreload, importsForJsx],
    oxc: { jsx: JSX },
    build: { emptyOutDir: false },
  });
}
