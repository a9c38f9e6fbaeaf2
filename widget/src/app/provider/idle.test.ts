import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { IDLE_AFTER, watchIdle } from "./idle";

let visibility: DocumentVisibilityState = "visible";

function show(state: DocumentVisibilityState): void {
  visibility = state;
  document.dispatchEvent(new Event("visibilitychange"));
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
  visibility = "visible";
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it("is idle once the page has been hidden for long, until it is seen again", () => {
  const changes: boolean[] = [];
  watchIdle((idle) => changes.push(idle));
  show("hidden");
  vi.advanceTimersByTime(IDLE_AFTER - 1);
  expect(changes).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(changes).toEqual([true]);
  show("visible");
  expect(changes).toEqual([true, false]);
});

it("is not idle for a look at another tab, however often", () => {
  const changes: boolean[] = [];
  watchIdle((idle) => changes.push(idle));
  for (let times = 0; times < 10; times += 1) {
    show("hidden");
    vi.advanceTimersByTime(IDLE_AFTER / 2);
    show("visible");
  }
  vi.advanceTimersByTime(IDLE_AFTER * 2);
  expect(changes).toEqual([]);
});
