// @vitest-environment node
/** The built program, over its standard input and output. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { build } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Event, Request } from "./protocol";
import { load } from "./testing";

let folder: string;
let host: ChildProcess;
let lines: AsyncIterator<string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "waitside-simulator-"));
  const outDir = join(folder, "built");
  await build({
    configFile: "vite.simulator.config.ts",
    logLevel: "warn",
    build: { outDir, emptyOutDir: true },
  });
  host = spawn(process.execPath, [join(outDir, "host.js")], { stdio: ["pipe", "pipe", "inherit"] });
  const answers: Interface = createInterface({ input: host.stdout ?? process.stdin });
  lines = answers[Symbol.asyncIterator]();
});

afterAll(async () => {
  host.kill();
  await rm(folder, { recursive: true });
});

async function ask(line: string): Promise<unknown> {
  host.stdin?.write(`${line}\n`);
  const { value } = (await lines.next()) as IteratorYieldResult<string>;
  return JSON.parse(value);
}

function request(request: Request): Promise<unknown> {
  return ask(JSON.stringify(request));
}

it("answers each line with one line, also malformed ones", async () => {
  expect(await ask("{")).toMatchObject({ error: expect.any(String) as string });
  expect(await ask(`{"do":"dance"}`)).toMatchObject({ error: expect.stringContaining("dance") as string });
  expect(await ask("null")).toMatchObject({ error: expect.any(String) as string });
  expect(await request({ do: "reset", seed: 1 })).toEqual({ out: [], at: 0, next: null });
});

it("reports an unhandled rejection of a page, and continues", async () => {
  const checkIn: Event = { type: "act", page: "a", call: 1, action: "checkIn", args: [null, ""] };
  const host = { token: null, name: null, lang: null };
  const stepped = await request({ do: "step", at: 0, events: [load("a", { host }), checkIn] });
  const error = { page: "a", type: "error", stack: expect.stringMatching(/^TypeError.*\n/) as string };
  expect(stepped).toMatchObject({ out: expect.arrayContaining([error]) as unknown });
  expect(await request({ do: "look", pages: ["a", "b"] })).toMatchObject({
    pages: { a: { role: "patient", model: { stage: { stage: "check_in" } } } },
  });
});
