import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createBadge } from "./badge";
import { english } from "./english";

let setUnread: (count: number) => void;

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = "<button></button>";
  const launcher = document.querySelector("button");
  if (launcher !== null) setUnread = createBadge(launcher, english, "en");
});
afterEach(() => vi.useRealTimers());

const said = () => document.querySelector("[role=status]")?.textContent;

it.each([
  [1, "1 new messages"],
  [3, "3 new messages"],
  [120, "120 new messages"],
])("says how many new messages there are: %i", (count, text) => {
  setUnread(count);
  vi.advanceTimersByTime(1_000);
  expect(said()).toBe(text);
});

it("says a burst once, and goes on with what comes later", () => {
  for (const count of [1, 2, 3]) {
    setUnread(count);
    vi.advanceTimersByTime(300);
    expect(said()).toBe("");
  }
  vi.advanceTimersByTime(100);
  expect(said()).toBe("3 new messages");
  setUnread(4);
  expect(said()).toBe("3 new messages");
  vi.advanceTimersByTime(1_000);
  expect(said()).toBe("4 new messages");
});

it("says nothing of what has been seen by then", () => {
  setUnread(1);
  setUnread(0);
  vi.advanceTimersByTime(1_000);
  expect(said()).toBe("");
});

it("falls silent as soon as all is seen", () => {
  setUnread(2);
  vi.advanceTimersByTime(1_000);
  setUnread(0);
  expect(said()).toBe("");
});
