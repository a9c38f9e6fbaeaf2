import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { nextFrame } from "./frame";

beforeEach(
  () => void vi.useFakeTimers({ toFake: ["requestAnimationFrame", "setTimeout", "queueMicrotask"] }),
);
afterEach(() => vi.useRealTimers());

it("ends after the frame, not in it: the browser still has to draw there", async () => {
  const order: string[] = [];
  void nextFrame()?.then(() => order.push("taken"));
  requestAnimationFrame(() => order.push("last in the frame"));
  vi.advanceTimersToNextFrame();
  await Promise.resolve();
  expect(order).toEqual(["last in the frame"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(order).toEqual(["last in the frame", "taken"]);
});

it("ends at once when the page is hidden, which then draws no more, and leaves nothing behind", async () => {
  const removed = vi.spyOn(window, "removeEventListener");
  const added = vi.spyOn(window, "addEventListener");
  const taken = vi.fn();
  void nextFrame()?.then(taken);
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  await Promise.resolve();
  expect(taken).toHaveBeenCalledOnce();
  const [listener] = added.mock.calls;
  expect(removed).toHaveBeenCalledWith(listener?.[0], listener?.[1]);
});
