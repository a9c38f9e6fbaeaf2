import { afterEach, describe, expect, it, vi } from "vitest";
import { fail, shown } from "../ui/drawing";
import { tie, type Session } from "./lifecycle";

afterEach(() => vi.useRealTimers());

describe("a page's timer", () => {
  it("goes by a clock that never steps", () => {
    vi.useFakeTimers();
    const told: number[] = [];
    const desk = { dispatch: () => undefined, nudge: (now: number) => told.push(now) };
    tie(
      { desk, wake: () => undefined, drop: () => undefined, wipe: () => undefined } as unknown as Session,
      shown,
      () => undefined,
    );
    for (const step of [-3_600_000, 7_200_000, -86_400_000]) {
      vi.setSystemTime(Date.now() + step);
      vi.advanceTimersByTime(1_000);
    }
    const steps = told.slice(1).map((now, index) => now - (told[index] ?? 0));
    expect(steps.slice(-3)).toEqual([1_000, 1_000, 1_000]);
    expect(told.length).toBeGreaterThan(3);
  });
});

describe("a page whose browser loses the network", () => {
  it("drops its line, and looks for another once there is a network again", () => {
    const session = {
      desk: { dispatch: vi.fn(), nudge: vi.fn() },
      wake: vi.fn(),
      drop: vi.fn(),
      wipe: vi.fn(),
    };
    tie(session as unknown as Session, shown, () => undefined);
    session.wake.mockClear();
    dispatchEvent(new Event("offline"));
    expect([session.drop.mock.calls.length, session.wake.mock.calls.length]).toEqual([1, 0]);
    dispatchEvent(new Event("online"));
    expect([session.drop.mock.calls.length, session.wake.mock.calls.length]).toEqual([1, 1]);
  });
});

describe("what is seen", () => {
  it("is nothing once the views have failed, whoever looks", () => {
    const dispatch = vi.fn();
    const desk = { dispatch, nudge: () => undefined };
    tie(
      { desk, wake: () => undefined, drop: () => undefined, wipe: () => undefined } as unknown as Session,
      shown,
      () => undefined,
    );
    expect(dispatch).toHaveBeenLastCalledWith({ type: "page_visible", visible: true });
    fail();
    expect(dispatch).toHaveBeenLastCalledWith({ type: "page_visible", visible: false });
    document.dispatchEvent(new Event("visibilitychange"));
    expect(dispatch.mock.calls.at(-1)).toEqual([{ type: "page_visible", visible: false }]);
  });
});
