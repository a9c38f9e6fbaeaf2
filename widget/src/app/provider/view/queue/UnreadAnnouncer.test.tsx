import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { draw } from "../../../ui/testing";
import { row } from "../testing";
import { UnreadAnnouncer } from "./UnreadAnnouncer";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const announcer = (unread: Readonly<Record<string, number>>) => (
  <UnreadAnnouncer rows={Object.entries(unread).map(([name, count]) => row(name, { unread: count }))} />
);

function wait(ms: number): void {
  void act(() => {
    vi.advanceTimersByTime(ms);
  });
}

it("says a burst once, with the count that it came to", () => {
  const { root, redraw } = draw(announcer({ Ana: 0 }));
  const heard: string[] = [];
  for (let count = 1; count <= 5; count += 1) {
    redraw(announcer({ Ana: count }));
    wait(150);
    heard.push(root.textContent);
  }
  expect(heard).toEqual(["", "", "", "", ""]);
  wait(250);
  expect(root.textContent).toBe("Ana: 5 new messages");
});

it("goes on with what comes later", () => {
  const { root, redraw } = draw(announcer({ Ana: 1 }));
  wait(1_000);
  redraw(announcer({ Ana: 2 }));
  expect(root.textContent).toBe("Ana: 1 new messages");
  wait(1_000);
  expect(root.textContent).toBe("Ana: 2 new messages");
});

it("says all whose badges have grown, and nobody else", () => {
  const { root, redraw } = draw(announcer({ Ana: 0, Ben: 0, Chi: 0 }));
  redraw(announcer({ Ana: 1, Ben: 0, Chi: 0 }));
  redraw(announcer({ Ana: 1, Ben: 2, Chi: 0 }));
  wait(1_000);
  expect(root.textContent).toBe("Ana: 1 new messages Ben: 2 new messages");
});

it("says nothing of what has been seen by then, and leaves no name behind", () => {
  const { root, redraw } = draw(announcer({ Ana: 1 }));
  redraw(announcer({ Ana: 0 }));
  wait(1_000);
  expect(root.textContent).toBe("");
  redraw(announcer({ Ana: 1 }));
  wait(1_000);
  expect(root.textContent).toBe("Ana: 1 new messages");
  redraw(announcer({ Ana: 0 }));
  expect(root.textContent).toBe("");
});
