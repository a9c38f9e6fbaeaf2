import { defineConfig, type Plugin } from "vite";
import { bundlePage } from "./simulator/bundle.ts";
import { output } from "./vite/output.ts";

const PAGE = "virtual:simulated-page";

/** Inlines the page's code as a string, and has Node.js load the output as a module wherever it is built to. */
const simulatedPage: Plugin = {
  name: "simulated-page",
  resolveId: { filter: { id: /^virtual:simulated-page$/ }, handler: () => PAGE },
  load: {
    filter: { id: /^virtual:simulated-page$/ },
    handler: async () => `export default ${JSON.stringify(await bundlePage())};`,
  },
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "package.json", source: `{"type":"module"}\n` });
  },
};

/** The simulated pages, a program for tests. They build it to a folder of their own (`--outDir`); it is never in the package. */
export default defineConfig({
  publicDir: false,
  plugins: [simulatedPage],
  build: {
    ...output,
    outDir: ".simulator",
    target: "node20",
    ssr: "simulator/host.ts",
    minify: false,
  },
});
