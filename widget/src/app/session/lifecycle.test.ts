import { afterEach, describe, expect, it, vi } from "vitest";
import { tie, type Session } from "./lifecycle";

afterEach(() => vi.useRealTimers());

describe("a page's timer", () => {
  it("goes by a clock that never steps", () => {
    vi.useFakeTimers();
    const told: number[] = [];
    const desk = { dispatch: () => undefined, nudge: (now: number) => told.push(now) };
    tie({ desk, wake: () => undefined, wipe: () => undefined } as unknown as Session, () => undefined);
    for (const step of [-3_600_000, 7_200_000, -86_400_000]) {
      vi.setSystemTime(Date.now() + step);
      vi.advanceTimersByTime(1_000);
    }
    const steps = told.slice(1).map((now, index) => now - (told[index] ?? 0));
    expect(steps.slice(-3)).toEqual([1_000, 1_000, 1_000]);
    expect(told.length).toBeGreaterThan(3);
  });
});
