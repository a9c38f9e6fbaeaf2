/** Runs simulated pages for a driver: reads requests from standard input and writes responses to standard output, see protocol.ts. */
import code from "virtual:simulated-page";
import type { Request, Response } from "./protocol";
import { World } from "./world";

const NEWLINE = 10;

const world = new World(code);

// Node.js raises unhandled rejections as uncaught exceptions.
process.on("uncaughtException", (error: unknown) => {
  if (world.reportUncaught(error)) return;
  console.error(error);
  process.exit(1);
});

for await (const line of lines(process.stdin)) process.stdout.write(`${await answer(line)}\n`);

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

async function* lines(input: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  for await (const chunk of input) {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      yield rest.toString("utf8", 0, end);
      rest = rest.subarray(end + 1);
    }
  }
}
