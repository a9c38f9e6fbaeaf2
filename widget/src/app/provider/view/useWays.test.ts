import { expect, it } from "vitest";
import { row } from "./testing";
import { nextUnread, withShown } from "./useWays";

const unread = (visit: string) => row(visit, { unread: 1 });
const read = (visit: string) => row(visit);

it.each([
  ["from the top where no chat is shown", [read("a"), unread("b"), unread("c")], null, "b"],
  ["downwards from who is shown", [unread("a"), unread("b"), unread("c")], "b", "c"],
  ["around the end", [unread("a"), read("b"), read("c")], "b", "a"],
  ["past who is shown", [read("a"), unread("b")], "b", null],
  ["nowhere", [read("a"), read("b")], null, null],
] as const)("the next unread: %s", (_, queue, shown, next) => {
  expect(nextUnread(queue, [], shown)).toBe(next);
});

it("those who have left come after all who wait", () => {
  const left = [{ visit: "gone", name: null, unread: 2 }];
  expect(nextUnread([unread("a"), read("b")], left, "b")).toBe("a");
  expect(nextUnread([read("a"), read("b")], left, "b")).toBe("gone");
});

it("remembers each patient once, the latest last", () => {
  const trail = ["a", "b", "c"].reduce(withShown, []);
  expect(trail).toEqual(["a", "b", "c"]);
  expect(withShown(trail, "a")).toEqual(["b", "c", "a"]);
  expect(withShown(trail, "c")).toBe(trail);
  expect(withShown(trail, null)).toBe(trail);
});
