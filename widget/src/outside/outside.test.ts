import { MessagePort } from "node:worker_threads";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { hostPage } from "../app/provider/alerts";
import type { FrameMessage } from "../bridge/messages";
import { countWords, createTitle } from "../bridge/title";
import { eventually } from "../bridge/testing";
import * as english from "../loader/texts/en";
import { serve } from "./main";

const shown: FakeNotification[] = [];

class FakeNotification {
  static permission: NotificationPermission = "granted";
  static requestPermission = vi.fn(() => Promise.resolve((FakeNotification.permission = "granted")));
  onclick: (() => void) | null = null;
  closed = false;

  constructor(
    readonly title: string,
    readonly options: NotificationOptions,
  ) {
    shown.push(this);
  }

  close(): void {
    this.closed = true;
  }
}

/** The frame's half, and what the loader does with the port that it gets. */
function setUp(destroyed = new AbortController()) {
  const reported: FrameMessage[] = [];
  const outside = hostPage({
    options: { token: null, name: null, lang: null },
    report: (message) => void reported.push(message),
    onCommand: () => undefined,
    renewToken: () => Promise.resolve(null),
  });
  const [message] = reported;
  serve(message?.type === "outside" ? message.port : null, destroyed.signal, english);
  return { outside, destroyed };
}

const notice = (visit: string, onClick: () => void = () => undefined) =>
  ({ kind: "messages", visit, title: "Ana Diaz", body: "My knee hurts", onClick }) as const;

beforeEach(() => {
  document.title = "Staff";
  shown.length = 0;
  FakeNotification.permission = "granted";
  vi.stubGlobal("Notification", FakeNotification);
  vi.stubGlobal("MessagePort", MessagePort); // the one that the channels here are made of
});

afterEach(() => vi.unstubAllGlobals());

it("a page without a title has none again at the end", () => {
  document.title = "";
  const setTitle = createTitle();
  setTitle("Your call is ready ·");
  setTitle("Your call is ready ·");
  expect(document.title).toBe("Your call is ready ·");
  setTitle("");
  expect(document.title).toBe("");
});

it("two on one page both have their words before its title, and give it back", () => {
  document.title = "Clinic";
  const [one, other] = [createTitle(), createTitle()];
  one("(1)");
  other("(2)");
  expect(document.title).toBe("(2) (1) Clinic");
  one("(3)");
  other("");
  expect(document.title).toBe("(3) Clinic");
  one("");
  expect(document.title).toBe("Clinic");
});

it("the page's title counts, follows the page, and is the page's own again at the end", () => {
  const setTitle = createTitle();
  const count = (news: number) => setTitle(countWords(news, false));
  count(3);
  expect(document.title).toBe("(3) Staff");
  count(1);
  expect(document.title).toBe("(1) Staff");
  document.title = "Another page";
  count(2);
  expect(document.title).toBe("(2) Another page");
  setTitle(countWords(0, true));
  expect(document.title).toBe("(•) Another page");
  count(0);
  expect(document.title).toBe("Another page");
});

it("a dot of the page's own title stays where it is", () => {
  const setTitle = createTitle();
  setTitle(countWords(0, true));
  document.title = "Patients • Acme";
  setTitle("");
  expect(document.title).toBe("Patients • Acme");
});

it("the clinic's page counts and shows, and says no name and no word", async () => {
  const { outside } = setUp();
  outside.count(2, false);
  outside.show(notice("ana"));
  await eventually(() => expect(shown.length).toBe(1));
  expect(document.title).toBe("(2) Staff");
  expect([shown[0]?.title, shown[0]?.options]).toEqual(["New message", { tag: "waitside-messages" }]);
});

it("a notification stays until nothing of its kind is news", async () => {
  const { outside } = setUp();
  outside.show(notice("ana"));
  outside.show(notice("ben"));
  outside.withdraw("messages", "ana");
  outside.count(1, false);
  await eventually(() => expect(document.title).toBe("(1) Staff"));
  expect(shown.some(({ closed }) => closed)).toBe(false);
  outside.withdraw("messages", "ben");
  await eventually(() => expect(shown.at(-1)?.closed).toBe(true));
});

it("a click on it brings the newest chat", async () => {
  const opened: string[] = [];
  const { outside } = setUp();
  outside.show(notice("ana", () => void opened.push("ana")));
  outside.show(notice("ben", () => void opened.push("ben")));
  await eventually(() => expect(shown.length).toBe(2));
  shown[1]?.onclick?.();
  await eventually(() => expect(opened).toEqual(["ben"]));
});

it("the frame hears what the browser allows, and again when it was asked", async () => {
  FakeNotification.permission = "default";
  const { outside } = setUp();
  await eventually(() => expect(outside.desktop.value).toBe("default"));
  outside.show(notice("ana"));
  outside.ask();
  await eventually(() => expect(outside.desktop.value).toBe("granted"));
  expect(shown).toEqual([]);
});

it("a browser that knows notifications by name only counts as one without them", async () => {
  const { outside } = setUp();
  await eventually(() => expect(outside.desktop.value).toBe("granted"));
  vi.stubGlobal(
    "Notification",
    Object.assign(() => undefined, { permission: "granted" }),
  );
  outside.show(notice("ana"));
  await eventually(() => expect(outside.desktop.value).toBe("unsupported"));
});

it("without an embed the page has its title back", async () => {
  const { outside, destroyed } = setUp();
  outside.count(2, false);
  outside.show(notice("ana"));
  await eventually(() => expect(shown.length).toBe(1));
  destroyed.abort();
  expect(document.title).toBe("Staff");
  expect(shown[0]?.closed).toBe(true);
});

it("a frame that has reloaded takes the place of what it was before", async () => {
  const { outside, destroyed } = setUp();
  outside.count(2, false);
  await eventually(() => expect(document.title).toBe("(2) Staff"));
  setUp(destroyed);
  expect(document.title).toBe("Staff");
});

it("what is no port is left alone", () => {
  expect(() => serve(undefined, new AbortController().signal, english)).not.toThrow();
});
