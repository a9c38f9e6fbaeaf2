import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Locks } from "../../../simulator/locks";
import { VisitLock } from "./visitLock";

const VISIT = "v1";

beforeEach(() => {
  vi.useFakeTimers();
  const locks = new Locks().of({ setTimeout });
  vi.stubGlobal("navigator", { locks });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** What comes of taking the visit, after all the time that it may take. */
async function taken(lock: VisitLock): Promise<boolean> {
  const taking = lock.take(VISIT, 1_000);
  await vi.advanceTimersByTimeAsync(1_001);
  return taking;
}

it("gives a visit to the first page that takes it", async () => {
  expect(await taken(new VisitLock())).toBe(true);
});

it("refuses a second page while the first is there", async () => {
  await taken(new VisitLock());
  expect(await taken(new VisitLock())).toBe(false);
});

it("waits a moment for a page that is just going, as on a reload", async () => {
  const first = new VisitLock();
  await taken(first);
  const second = new VisitLock().take(VISIT, 1_000);
  await vi.advanceTimersByTimeAsync(900);
  first.release();
  await vi.advanceTimersByTimeAsync(1);
  expect(await second).toBe(true);
});

it("is held on to", async () => {
  const lock = new VisitLock();
  await taken(lock);
  lock.seize(VISIT);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await taken(new VisitLock())).toBe(false);
});

it("is seized by a page that has taken the visit over, before others that wait for it", async () => {
  const [first, over, third] = [new VisitLock(), new VisitLock(), new VisitLock()];
  await taken(first);
  const waiting = third.take(VISIT, 1_000);
  over.seize(VISIT);
  await vi.advanceTimersByTimeAsync(500);
  first.release(); // which it does not hold any more
  await vi.advanceTimersByTimeAsync(501);
  expect(await waiting).toBe(false);
  over.release();
  expect(await taken(third)).toBe(true);
});

it("is seized back", async () => {
  const [first, over] = [new VisitLock(), new VisitLock()];
  await taken(first);
  over.seize(VISIT);
  await vi.advanceTimersByTimeAsync(1);
  first.seize(VISIT);
  await vi.advanceTimersByTimeAsync(1);
  over.release();
  expect(await taken(new VisitLock())).toBe(false);
});

it("is not taken by a page that has gone while it waited", async () => {
  const [first, gone] = [new VisitLock(), new VisitLock()];
  await taken(first);
  void gone.take(VISIT, 1_000);
  gone.release();
  first.release();
  await vi.advanceTimersByTimeAsync(10);
  expect(await taken(new VisitLock())).toBe(true);
});

it("stands in nobody's way where there are no locks, or none for this page", async () => {
  vi.stubGlobal("navigator", {});
  expect(await new VisitLock().take(VISIT, 1_000)).toBe(true);
  vi.stubGlobal("navigator", {
    locks: { request: () => Promise.reject(new DOMException("", "SecurityError")) },
  });
  expect(await new VisitLock().take(VISIT, 1_000)).toBe(true);
});
