import { useRef } from "preact/hooks";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Message } from "../chatbox";
import { all, click, draw, message, one } from "./testing";
import { useLogScroll, type ScrollMemory } from "./useLogScroll";

const LINE = 100; // pixels that a message takes here
const HEIGHT = 300; // pixels that the log shows
let memory: ScrollMemory;

beforeEach(() => (memory = new Map()));
afterEach(() => vi.unstubAllGlobals());

interface LogProps {
  readonly visit?: string;
  readonly messages: readonly Message[];
  readonly newFrom?: string | null;
}

/** The hook over an element with a layout: the test environment itself has none. */
function Log({ visit = "v1", messages, newFrom = null }: LogProps) {
  const ref = useRef<HTMLDivElement>(null);
  const scroll = useLogScroll(ref, { visit, messages, newFrom }, memory);
  const lay = (element: HTMLDivElement | null) => {
    if (element !== null) {
      Object.defineProperty(element, "scrollHeight", { configurable: true, value: messages.length * LINE });
      Object.defineProperty(element, "clientHeight", { configurable: true, value: HEIGHT });
    }
    ref.current = element;
  };
  const layLine = (element: HTMLElement | null) => {
    const at = messages.findIndex(({ id }) => id === newFrom);
    const top = () => at * LINE - (ref.current?.scrollTop ?? 0);
    if (element !== null) element.getBoundingClientRect = () => new DOMRect(0, top(), 100, LINE);
  };
  const layMessage = (element: HTMLElement | null, number: number) => {
    if (element === null) return;
    const top = () => number * LINE - (ref.current?.scrollTop ?? 0);
    element.getBoundingClientRect = () => new DOMRect(0, top(), 100, LINE);
    Object.defineProperty(element, "clientHeight", { configurable: true, value: LINE });
  };
  return (
    <>
      <div role="log" ref={lay} onScroll={scroll.onScroll}>
        <div>
          <div ref={(element) => layMessage(element, 0)}>
            <div ref={(element) => layMessage(element, 0)}>
              {messages.map(({ id }, number) => (
                <div key={id} class="message" ref={(element) => layMessage(element, number)} />
              ))}
            </div>
          </div>
        </div>
        {newFrom !== null && <p class="new" ref={layLine} />}
      </div>
      {scroll.away && (
        <button type="button" aria-label={`${String(scroll.missed)} missed`} onClick={scroll.toLatest} />
      )}
    </>
  );
}

const messages = (count: number, last: Partial<Message> = {}) =>
  Array.from({ length: count }, (_, index) => message(String(index), index === count - 1 ? last : {}));

function scrollTo(top: number): void {
  const log = one("log");
  void act(() => {
    log.scrollTop = top;
    log.dispatchEvent(new Event("scroll"));
  });
}

it("begins at the end and follows what is added", () => {
  const { redraw } = draw(<Log messages={messages(10)} />);
  expect(one("log").scrollTop).toBe(1000);
  redraw(<Log messages={messages(11)} />);
  expect(one("log").scrollTop).toBe(1100);
});

it("stays where the reader has scrolled to, and counts what is missed", async () => {
  const { redraw } = draw(<Log messages={messages(10)} />);
  scrollTo(200);
  redraw(<Log messages={messages(12)} />);
  expect(one("log").scrollTop).toBe(200);
  await click(one("button", "2 missed"));
  expect(one("log").scrollTop).toBe(1200);
});

it("comes back to the end with the reader's own message", () => {
  const { redraw } = draw(<Log messages={messages(10)} />);
  scrollTo(200);
  redraw(<Log messages={messages(11, { direction: "sent" })} />);
  expect(one("log").scrollTop).toBe(1100);
});

it("stays where the reader is when a colleague answers", () => {
  const { redraw } = draw(<Log messages={messages(10)} />);
  scrollTo(200);
  redraw(<Log messages={messages(11, { direction: "sent", by: "Nurse Patel" })} />);
  expect(one("log").scrollTop).toBe(200);
});

it("forgets the place of a conversation that begins again", () => {
  const { redraw } = draw(<Log messages={messages(10)} />);
  scrollTo(200);
  redraw(<Log messages={[]} />);
  redraw(<Log messages={messages(10)} />);
  expect(one("log").scrollTop).toBe(1000);
  expect(all("button")).toEqual([]);
});

it("does not take a log that became smaller for one that was scrolled", () => {
  draw(<Log messages={messages(10)} />);
  scrollTo(10 * LINE - HEIGHT);
  Object.defineProperty(one("log"), "clientHeight", { configurable: true, value: 150 });
  scrollTo(one("log").scrollTop);
  expect(memory.has("v1")).toBe(false);
});

it.each([
  ["at its end", null, 10 * LINE],
  ["above", 200, 200 + 150],
] as const)("keeps what is above the composer there when it becomes lower: read %s", (_, read, top) => {
  let resized: () => void = () => undefined;
  class Observer {
    constructor(callback: () => void) {
      resized = callback;
    }
    observe = () => undefined;
    disconnect = () => undefined;
  }
  vi.stubGlobal("ResizeObserver", Observer);
  draw(<Log messages={messages(10)} />);
  if (read !== null) scrollTo(read);
  Object.defineProperty(one("log"), "clientHeight", { configurable: true, value: HEIGHT - 150 });
  resized();
  expect(one("log").scrollTop).toBe(top);
});

it("remembers where each conversation was read", () => {
  const { redraw } = draw(<Log key="v1" messages={messages(10)} />);
  scrollTo(200);
  redraw(<Log key="v2" visit="v2" messages={messages(5)} />);
  expect(one("log").scrollTop).toBe(500);
  redraw(<Log key="v1" messages={messages(10)} />);
  expect(one("log").scrollTop).toBe(200);
});

it("begins at the line above new messages where they do not fit, counts them and offers the end", async () => {
  const { redraw } = draw(<Log messages={messages(10)} newFrom="5" />);
  expect(one("log").scrollTop).toBe(500);
  one("button", "5 missed");
  redraw(<Log messages={messages(11)} newFrom="5" />);
  await click(one("button", "6 missed"));
  expect(one("log").scrollTop).toBe(1100);
});

it("begins at the end where everything new is seen there, and goes on following", () => {
  const { redraw } = draw(<Log messages={messages(10)} newFrom="7" />);
  expect(all("button")).toEqual([]);
  redraw(<Log messages={messages(11)} newFrom="7" />);
  expect(one("log").scrollTop).toBe(1100);
});
