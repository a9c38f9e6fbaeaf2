import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { VisitLock } from "./visitLock";

const VISIT = "v1";

/** As browsers do it, for one name: each waits for the one before, unless its signal gives up. */
function fakeLocks() {
  let queue: Promise<unknown> = Promise.resolve();
  return {
    request: vi.fn((_name: string, { signal }: { signal: AbortSignal }, hold: () => Promise<void>) => {
      const before = queue;
      const asked = new Promise<void>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
        void before.then(() => {
          if (!signal.aborted) resolve(hold());
        });
      });
      queue = asked.catch(() => undefined);
      return asked;
    }),
  };
}

let locks: ReturnType<typeof fakeLocks>;

beforeEach(() => {
  locks = fakeLocks();
  vi.stubGlobal("navigator", { locks });
  vi.useFakeTimers();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("gives a visit to the first page that takes it", async () => {
  expect(await new VisitLock().take(VISIT, 1_000)).toBe(true);
});

it("refuses a second page while the first is there", async () => {
  await new VisitLock().take(VISIT, 1_000);
  const second = new VisitLock().take(VISIT, 1_000);
  await vi.advanceTimersByTimeAsync(1_001);
  expect(await second).toBe(false);
});

it("waits a moment for a page that is just going, as on a reload", async () => {
  const first = new VisitLock();
  await first.take(VISIT, 1_000);
  const second = new VisitLock().take(VISIT, 1_000);
  await vi.advanceTimersByTimeAsync(900);
  first.release();
  expect(await second).toBe(true);
});

it("is held on to, and asked for once", async () => {
  const lock = new VisitLock();
  await lock.take(VISIT, 1_000);
  expect(await lock.take(VISIT)).toBe(true);
  expect(locks.request).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(5_000);
  const second = new VisitLock().take(VISIT, 1_000);
  await vi.advanceTimersByTimeAsync(1_001);
  expect(await second).toBe(false);
});

it("is waited for by a page that has taken the visit over", async () => {
  const first = new VisitLock();
  await first.take(VISIT);
  const over = new VisitLock();
  const taken = over.take(VISIT);
  await vi.advanceTimersByTimeAsync(60_000);
  first.release();
  expect(await taken).toBe(true);
  const third = new VisitLock().take(VISIT, 1_000);
  await vi.advanceTimersByTimeAsync(1_001);
  expect(await third).toBe(false);
});

it("stands in nobody's way where there are no locks, or none for this page", async () => {
  vi.stubGlobal("navigator", {});
  expect(await new VisitLock().take(VISIT, 1_000)).toBe(true);
  vi.stubGlobal("navigator", {
    locks: { request: () => Promise.reject(new DOMException("", "SecurityError")) },
  });
  expect(await new VisitLock().take(VISIT, 1_000)).toBe(true);
});
