import { useRef } from "preact/hooks";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Message } from "../chatbox";
import { MessageLog } from "./MessageLog";
import { linkify } from "./linkify";
import { byTestId, chat, draw, message, one } from "./testing";
import type { ScrollMemory } from "./useLogScroll";

vi.mock(import("./linkify"), async (original) => {
  const { linkify } = await original();
  return { linkify: vi.fn(linkify) };
});

let memory: ScrollMemory;

beforeEach(() => {
  memory = new Map();
  vi.useFakeTimers();
  vi.mocked(linkify).mockReset();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function Log({
  messages,
  newFrom = null,
}: {
  readonly messages: readonly Message[];
  readonly newFrom?: string | null;
}) {
  const log = useRef<HTMLDivElement>(null);
  return <MessageLog chat={chat({ messages, newFrom })} empty="" memory={memory} log={log} />;
}

const messages = (count: number) => Array.from({ length: count }, (_, number) => message(String(number)));
const shown = () => byTestId("message").map(({ id }) => Number(id.replace("message-", "")));
const texts = () => vi.mocked(linkify).mock.calls.map(([text]) => text);

it("draws the end of a long conversation first, and all of it in the end", async () => {
  draw(<Log messages={messages(1_000)} />);
  expect(shown()).toEqual(Array.from({ length: 40 }, (_, number) => 960 + number));
  for (let piece = 0; piece < 96; piece++)
    await act(async () => {
      await vi.advanceTimersByTimeAsync(10);
    });
  expect(shown()).toEqual(Array.from({ length: 1_000 }, (_, number) => number));
});

it("draws nothing old while somebody types", async () => {
  draw(<Log messages={messages(1_000)} />);
  const pass = (ms: number) =>
    act(async () => {
      await vi.advanceTimersByTimeAsync(ms);
    });
  for (let letter = 0; letter < 20; letter++) {
    dispatchEvent(new Event("input"));
    await pass(450);
  }
  expect(shown()).toHaveLength(40);
  await pass(50);
  expect(shown()).toHaveLength(50);
  await pass(10);
  expect(shown()).toHaveLength(60);
});

it("rests after a piece for as long as it took", async () => {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  draw(<Log messages={messages(1_000)} />);
  const pass = (ms: number) =>
    act(async () => {
      await vi.advanceTimersByTimeAsync(ms);
    });
  vi.mocked(linkify).mockImplementation((text) => {
    now += 5;
    return [{ type: "text", text }];
  });
  await pass(10);
  expect(shown()).toHaveLength(50);
  await pass(49);
  expect(shown()).toHaveLength(50);
  await pass(1);
  expect(shown()).toHaveLength(60);
});

it("draws first what the reader has not seen", () => {
  draw(<Log messages={messages(1_000)} newFrom="500" />);
  expect(shown()).toContain(500);
  expect(shown()).toContain(999);
  expect(shown()).toHaveLength(80);
});

it("draws first where the reader has been, and goes on from there", async () => {
  memory.set("v1", { number: 100, below: 0 });
  draw(<Log messages={messages(1_000)} />);
  expect(shown().slice(0, 70)).toEqual(Array.from({ length: 70 }, (_, number) => 70 + number));
  await act(async () => {
    await vi.advanceTimersByTimeAsync(10);
  });
  expect(shown()).toContain(60);
});

it("has the browser skip blocks of which everything is drawn, other than the last one", async () => {
  draw(<Log messages={messages(250)} />);
  const skipped = () =>
    [...document.querySelectorAll<HTMLElement>(".block")].map(
      ({ style }) => style.contentVisibility === "auto",
    );
  expect(skipped()).toEqual([false, false, false]);
  for (let piece = 0; piece < 11; piece++)
    await act(async () => {
      await vi.advanceTimersByTimeAsync(10);
    });
  expect(skipped()).toEqual([false, true, false]);
});

it("is silent about what is drawn later, and not about what comes", () => {
  const { redraw } = draw(<Log messages={messages(1_000)} />);
  redraw(<Log messages={messages(1_001)} />);
  const live = [...one("log").querySelectorAll(".piece")].map((piece) => piece.getAttribute("aria-live"));
  expect(live.slice(-3)).toEqual(["off", null, null]);
  expect(shown()).toContain(1_000);
});

it("draws again only what has changed", () => {
  const before = messages(40);
  const { redraw } = draw(<Log messages={before} />);
  vi.mocked(linkify).mockClear();
  redraw(
    <Log messages={[...before.slice(0, 5), { ...message("5"), text: "changed" }, ...before.slice(6)]} />,
  );
  redraw(<Log messages={before.slice()} />);
  expect(texts()).toEqual(["changed", "5"]);
});
