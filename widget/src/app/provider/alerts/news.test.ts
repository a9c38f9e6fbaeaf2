import { describe, expect, it } from "vitest";
import { EMPTY, step, type ChatState, type Input } from "../../chatbox";
import { message, NOON } from "../../ui/testing";
import { ACCOUNT } from "../testing";
import { row } from "../view/testing";
import {
  firstWords,
  isInTitle,
  isNews,
  newArrivals,
  newMessages,
  waysOf,
  type Kind,
  type News,
} from "./news";

const { settings } = ACCOUNT;
const after = (...inputs: readonly Input[]): ChatState =>
  inputs.reduce((state, input) => step(state, input).state, EMPTY);
const present: Input = { type: "visit_present", visit: "ana" };
const opened: Input = { type: "chat_opened", visit: "ana" };
const minimized: Input = { type: "minimized" };
const hidden: Input = { type: "page_visible", visible: false };
const came = (id: string): Input => ({
  type: "message_added",
  visit: "ana",
  message: message(id, { status: "delivered" }),
});
const news = (kind: Kind, id = "ana"): News => ({ kind, id, visit: "ana" });

describe("new messages", () => {
  it("are those that a patient has written since", () => {
    const before = after(present, came("one"));
    const own: Input = {
      type: "message_added",
      visit: "ana",
      message: message("own", { direction: "sent" }),
    };
    expect(newMessages(before, after(present, came("one"), came("two"), own), 0)).toEqual([
      news("messages", "two"),
    ]);
    expect(newMessages(before, before, 0)).toEqual([]);
  });

  it("are not those that were waiting for the page", () => {
    expect(newMessages(after(present), after(present, came("one")), NOON + 1)).toEqual([]);
  });
});

it("new arrivals are those that were not in the queue", () => {
  expect(newArrivals([row("ben")], [row("ben"), row("ana")])).toEqual([news("arrivals")]);
  expect(newArrivals([row("ben"), row("ana")], [row("ben")])).toEqual([]);
});

describe("news is told", () => {
  const both = { sound: true, desktop: true };
  const all = { ...settings, messages: { ...settings.messages, desktop: true }, arrivals: settings.arrivals };

  it("by the ways that are on for its kind", () => {
    expect(waysOf(news("messages"), all, after(present, came("one")), true)).toEqual(both);
    expect(waysOf(news("arrivals"), all, after(present), true)).toEqual({ sound: true, desktop: false });
  });

  it("by none where its kind is off, whatever else is on", () => {
    const off = { ...all, messages: { ...all.messages, on: false } };
    expect(waysOf(news("messages"), off, after(present, came("one")), false)).toEqual({
      sound: false,
      desktop: false,
    });
    expect([isInTitle(off, "messages"), isInTitle(off, "arrivals")]).toEqual([false, true]);
  });

  it("by none while it is being read", () => {
    expect(waysOf(news("messages"), all, after(present, opened, came("one")), true).sound).toBe(false);
  });

  it.each([
    ["the page has not the focus", after(present, opened, came("one")), false],
    ["the page is hidden", after(present, opened, hidden, came("one")), true],
    ["its chat is a bar", after(present, opened, minimized), true],
    ["its chat is closed", after(present, came("one")), true],
  ])("when %s", (_, chat, focused) => {
    expect(waysOf(news("messages"), all, chat, focused)).toEqual(both);
  });

  it("of an arrival also to who chats with somebody", () => {
    expect(waysOf(news("arrivals"), all, after(present, opened), true).sound).toBe(true);
  });
});

describe("news is news no more", () => {
  it("once it was read on another page", () => {
    const read: Input = { type: "status_changed", visit: "ana", ids: ["one"], status: "read" };
    expect(isNews(news("messages", "one"), after(present, came("one")), [])).toBe(true);
    expect(isNews(news("messages", "one"), after(present, came("one"), read), [])).toBe(false);
  });

  it("but it is when it was shown here to nobody", () => {
    expect(isNews(news("messages", "one"), after(present, opened, came("one")), [])).toBe(true);
  });

  it("once the patient has left", () => {
    expect(isNews(news("arrivals"), EMPTY, [row("ana")])).toBe(true);
    expect(isNews(news("arrivals"), EMPTY, [])).toBe(false);
    expect(isNews(news("messages", "one"), EMPTY, [])).toBe(false);
  });
});

it("the title tells of what is on", () => {
  expect(isInTitle(settings, "arrivals")).toBe(true);
  const untitled = { ...settings, arrivals: { ...settings.arrivals, title: false } };
  expect([isInTitle(untitled, "messages"), isInTitle(untitled, "arrivals")]).toEqual([true, false]);
});

it("a long text is cut between words, in whole characters", () => {
  expect(firstWords("two\n lines")).toBe("two lines");
  expect(firstWords("word ".repeat(40))).toBe(`${"word ".repeat(15)}word…`);
  expect(firstWords("👋".repeat(100))).toBe(`${"👋".repeat(80)}…`);
});
