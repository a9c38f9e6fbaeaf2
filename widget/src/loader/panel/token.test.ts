import { afterEach, expect, it, vi } from "vitest";
import { askForToken } from "./token";

afterEach(() => vi.useRealTimers());

it.each([
  ["a text", () => "t0ken", "t0ken"],
  ["a promise of one", () => Promise.resolve("t0ken"), "t0ken"],
  ["nothing", () => undefined, null],
  ["an empty text", () => "", null],
  ["a number", () => 7, null],
  ["a rejection", () => Promise.reject(new Error("no session")), null],
  [
    "an error",
    () => {
      throw new Error("no session");
    },
    null,
  ],
])("a page that gives %s", async (_, getToken, expected) => {
  expect(await askForToken(getToken)).toBe(expected);
});

it("a page that never answers counts as one without a token", async () => {
  vi.useFakeTimers();
  const asked = askForToken(() => new Promise(() => undefined));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await asked).toBeNull();
});
