import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { patiently } from "./patience";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("runs after so many milliseconds, once", () => {
  const run = vi.fn();
  patiently(10_000, run);
  vi.advanceTimersByTime(9_999);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  expect(run).toHaveBeenCalledTimes(1);
});

it("gives whoever slept through most of it a second to call it off", () => {
  const run = vi.fn();
  const callOff = patiently(10_000, run);
  vi.advanceTimersToNextTimer(); // however late it is
  callOff();
  vi.advanceTimersByTime(60_000);
  expect(run).not.toHaveBeenCalled();
});
