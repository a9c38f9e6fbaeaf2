/** Runs simulated pages for a driver: reads requests from standard input and writes responses to standard output, see protocol.ts. */
import { readSync, writeSync } from "node:fs";
import code from "virtual:simulated-page";
import type { Request, Response } from "./protocol";
import { World } from "./world";

const NEWLINE = 10;
const CHUNK = 65_536; // bytes
const STDIN = 0;
const STDOUT = 1;

const world = new World(code);

// Node.js raises unhandled rejections as uncaught exceptions.
process.on("uncaughtException", (error: unknown) => {
  if (world.reportUncaught(error)) return;
  console.error(error);
  process.exit(1);
});

// Nothing happens here between two requests, so waiting may block: streams would cost a tenth of a story's time.
for (const line of lines()) print(await answer(line));

async function answer(line: string): Promise<string> {
  try {
    return write(await world.answer(JSON.parse(line) as Request));
  } catch (error) {
    return write({ error: error instanceof Error ? error.message : String(error) });
  }
}

function write(response: Response): string {
  return JSON.stringify(response);
}

function print(line: string): void {
  let rest = Buffer.from(`${line}\n`);
  while (rest.length > 0) rest = rest.subarray(writeSync(STDOUT, rest));
}

function* lines(): Generator<string> {
  let rest = Buffer.alloc(0);
  const chunk = Buffer.alloc(CHUNK);
  for (let read = readSync(STDIN, chunk); read > 0; read = readSync(STDIN, chunk)) {
    rest = Buffer.concat([rest, chunk.subarray(0, read)]);
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      yield rest.toString("utf8", 0, end);
      rest = rest.subarray(end + 1);
    }
  }
}
