import { expect, it } from "vitest";
import type { Message } from "../chatbox";
import { message, NOON } from "./testing";
import { timeline } from "./timeline";

const MINUTE = 60_000;
const shape = (...messages: readonly Message[]) => shapeFrom(null, ...messages);
const shapeFrom = (newFrom: string | null, ...messages: readonly Message[]) =>
  timeline({ messages, newFrom }).map((item) =>
    item.type === "message"
      ? `${item.message.id}${item.first ? " first" : ""}${item.last ? " last" : ""}`
      : item.type,
  );

it("draws nothing for no messages", () => {
  expect(timeline({ messages: [], newFrom: null })).toEqual([]);
});

it("groups what one person writes within minutes", () => {
  expect(
    shape(message("a"), message("b", { at: NOON + MINUTE }), message("c", { at: NOON + 2 * MINUTE })),
  ).toEqual(["day", "a first", "b", "c last"]);
});

it("begins a new group after a pause, for the other direction, and for another writer", () => {
  expect(
    shape(
      message("a"),
      message("b", { at: NOON + 6 * MINUTE }),
      message("c", { at: NOON + 6 * MINUTE, direction: "sent" }),
      message("d", { at: NOON + 6 * MINUTE, direction: "sent", by: "Jonas" }),
    ),
  ).toEqual(["day", "a first last", "b first last", "c first last", "d first last"]);
});

it("separates days, even within minutes", () => {
  const midnight = new Date(NOON).setHours(24, 0, 0, 0);
  expect(shape(message("a", { at: midnight - 1 }), message("b", { at: midnight }))).toEqual([
    "day",
    "a first last",
    "day",
    "b first last",
  ]);
});

it("draws the line above the first new message, below its day, and begins a group there", () => {
  expect(shapeFrom("b", message("a"), message("b"), message("c"))).toEqual([
    "day",
    "a first last",
    "new",
    "b first",
    "c last",
  ]);
  expect(shapeFrom("a", message("a"))).toEqual(["day", "new", "a first last"]);
  expect(shapeFrom("erased", message("a"))).toEqual(["day", "a first last"]);
});
