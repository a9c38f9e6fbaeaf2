import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

/** What the compiler says of a page's script beside the declarations, as a project that has downloaded them. */
function compile(): string[] {
  const folder = mkdtempSync(join(tmpdir(), "waitside-"));
  try {
    copyFileSync("src/loader/api.ts", join(folder, "api.d.ts"));
    copyFileSync("src/loader/api.test-d.ts", join(folder, "page.ts"));
    const options = { strict: true, noEmit: true, types: [], target: ts.ScriptTarget.ES2022 };
    const program = ts.createProgram([join(folder, "page.ts")], options);
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it("what is right compiles against the served declarations, and misuse does not", { timeout: 60_000 }, () => {
  expect(compile()).toEqual([]);
});
