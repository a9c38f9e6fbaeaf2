/** A provider's page has a token that counts, at every moment at which it might have to connect again. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { OwnToken, type Renewed } from "./token";

const HOURS = 3_600_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Gives "second", "third" and so on; `asked` counts. */
function portal() {
  const answers = ["second", "third", "fourth"];
  return vi.fn((): Promise<Renewed> => Promise.resolve({ token: answers.shift() ?? "last" }));
}

it("asks for the next token a minute before the first expires, and so on", async () => {
  const renew = portal();
  const token = new OwnToken("first", renew);
  token.countsFor(12 * HOURS);
  await vi.advanceTimersByTimeAsync(12 * HOURS - 61_000);
  expect(renew).not.toHaveBeenCalled();
  expect(token.value).toBe("first");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(token.value).toBe("second");
  await vi.advanceTimersByTimeAsync(12 * HOURS);
  expect(token.value).toBe("third");
  expect(renew).toHaveBeenCalledTimes(2);
});

it("asks for a short-lived one halfway", async () => {
  const renew = portal();
  const token = new OwnToken("first", renew);
  token.countsFor(20_000);
  await vi.advanceTimersByTimeAsync(9_999);
  expect(token.value).toBe("first");
  await vi.advanceTimersByTimeAsync(1);
  expect(token.value).toBe("second");
});

it("goes by the longest life that it saw: one who comes back late does not ask every minute from then on", async () => {
  const renew = portal();
  const token = new OwnToken("first", renew);
  token.countsFor(12 * HOURS);
  token.countsFor(90_000); // connected again
  await vi.advanceTimersByTimeAsync(45_000);
  expect(token.value).toBe("second");
  await vi.advanceTimersByTimeAsync(11 * HOURS);
  expect(renew).toHaveBeenCalledTimes(1);
});

it("lets a portal that gives none be, until the old token is refused", async () => {
  const renew = vi.fn((): Promise<Renewed> => Promise.resolve({ problem: { code: "token_expired" } }));
  const token = new OwnToken("first", renew);
  token.countsFor(1 * HOURS);
  await vi.advanceTimersByTimeAsync(3 * HOURS);
  expect(renew).toHaveBeenCalledTimes(1);
  expect(token.value).toBe("first");
  renew.mockResolvedValue({ token: "second" });
  expect(await token.mend("token_expired")).toBeNull();
  expect(token.value).toBe("second");
});

it("replaces a token that the server cannot read, and again when the page tries later", async () => {
  const renew = portal();
  const token = new OwnToken("first", renew);
  expect(await token.mend("token_invalid")).toBeNull();
  expect(token.value).toBe("second");
  expect(await token.mend("token_invalid")).toBe("token_invalid");
  expect(await token.mend("token_invalid")).toBeNull();
  expect(token.value).toBe("third");
});

it("asks once where a refusal comes while it asks already", async () => {
  const renew = portal();
  const token = new OwnToken("first", renew);
  expect(await Promise.all([token.mend("token_expired"), token.mend("token_expired")])).toEqual([null, null]);
  expect(renew).toHaveBeenCalledTimes(1);
});

it("asks again for one where it got none for a token that the server cannot read", async () => {
  const renew = vi.fn((): Promise<Renewed> => Promise.resolve({ problem: { code: "token_expired" } }));
  const token = new OwnToken("first", renew);
  expect(await token.mend("token_invalid")).toBe("token_invalid");
  renew.mockResolvedValue({ problem: { code: "offline" } });
  expect(await token.mend("token_invalid")).toBeNull();
  renew.mockResolvedValue({ token: "second" });
  expect(await token.mend("token_invalid")).toBeNull();
  expect(token.value).toBe("second");
});

it("mends no other refusal", async () => {
  const renew = portal();
  expect(await new OwnToken("first", renew).mend("room_unknown")).toBe("room_unknown");
  expect(renew).not.toHaveBeenCalled();
});

it.each(["token_expired", "token_invalid"])("stays refused where there is no other: %s", async (code) => {
  const renew = () => Promise.resolve({ problem: { code: "token_expired" } });
  expect(await new OwnToken("first", renew).mend(code)).toBe(code);
});

it.each([
  ["offline", null],
  ["signed_out", "signed_out"],
])("where another is refused as %s", async (code, stands) => {
  const token = new OwnToken("first", () => Promise.resolve({ problem: { code } }));
  expect(await token.mend("token_expired")).toBe(stands);
});

it("does not ask without a pause where all tokens are about to expire", async () => {
  const renew = portal();
  new OwnToken("first", renew).countsFor(-1_000); // taken all the same: clocks may differ
  await vi.advanceTimersByTimeAsync(10_000);
  expect(renew).toHaveBeenCalledTimes(2);
});

it("asks for no more once the page rests", async () => {
  const renew = portal();
  const token = new OwnToken("first", renew);
  token.countsFor(1 * HOURS);
  token.rest();
  await vi.advanceTimersByTimeAsync(2 * HOURS);
  expect(renew).not.toHaveBeenCalled();
});

it("asks for no more either where it rests while it asks", async () => {
  const renew = portal();
  const token = new OwnToken("first", renew);
  token.countsFor(1 * HOURS);
  vi.advanceTimersByTime(1 * HOURS); // the answer is not there yet
  token.rest();
  await vi.advanceTimersByTimeAsync(3 * HOURS);
  expect(renew).toHaveBeenCalledTimes(1);
});
