import { countWords } from "../../../bridge/title";
import { signal } from "@preact/signals-core";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { EMPTY, step, type Input } from "../../chatbox";
import type { Settings } from "../../protocol/types";
import type { DesktopState, ProviderModel, SoundState } from "../../ui/model";
import { message } from "../../ui/testing";
import { ACCOUNT } from "../testing";
import { model, row } from "../view/testing";
import type { Bell } from "../../ui/bell";
import { Alerts } from "./index";
import type { Notice, Outside } from "./outside";

const { settings } = ACCOUNT;
const WITH_DESKTOP: Settings = {
  ...settings,
  messages: { ...settings.messages, desktop: true },
  arrivals: { ...settings.arrivals, desktop: true },
};

function setUp(wanted: Settings = WITH_DESKTOP) {
  const bell = { state: signal<SoundState>("ready"), ring: vi.fn<Bell["ring"]>() };
  const outside = {
    desktop: signal<DesktopState>("granted"),
    discreet: false,
    ask: vi.fn<Outside["ask"]>(),
    show: vi.fn<Outside["show"]>(),
    withdraw: vi.fn<Outside["withdraw"]>(),
    count: vi.fn<Outside["count"]>(),
  };
  const chat = signal(EMPTY);
  const account = { ...ACCOUNT, settings: wanted };
  const page = signal<ProviderModel>(model({ account, queue: [row("Ana")] }));
  const openChat = vi.fn<(visit: string) => void>();
  const alerts = new Alerts(outside, bell);
  const dispatch = (...inputs: readonly Input[]) => {
    for (const input of inputs) chat.value = step(chat.value, input).state;
  };
  dispatch({ type: "visit_present", visit: "Ana" });
  alerts.watch({ model: page, desk: { chat }, actions: { openChat } });
  return {
    alerts,
    bell,
    outside,
    dispatch,
    openChat,
    /** Ana writes, and her row counts it. */
    writes: (id: string, text = "My knee hurts") => {
      const written = message(id, { text, at: Date.now(), status: "delivered" });
      dispatch({ type: "message_added", visit: "Ana", message: written });
      page.value = { ...page.value, queue: [row("Ana", { unread: 1 })] };
    },
    reads: () => {
      dispatch({ type: "chat_opened", visit: "Ana" });
      page.value = { ...page.value, queue: [row("Ana")] };
    },
    arrives: () => (page.value = { ...page.value, queue: [...page.value.queue, row("Ben")] }),
    /** Ben is removed, and that is undone. */
    isRemoved: () => {
      const ben = { visit: "Ben", name: "Ben", departure: "removed", undo: null, problem: null } as const;
      page.value = { ...page.value, queue: [row("Ana")], ending: [ben] };
    },
    isBack: () => (page.value = { ...page.value, queue: [row("Ana"), row("Ben")], ending: [] }),
    leaves: () => (page.value = { ...page.value, queue: [row("Ana")] }),
    shown: () => outside.show.mock.calls.map(([{ title, body }]: [Notice]) => [title, body]),
    title: () => countWords(...(outside.count.mock.lastCall ?? [0, false])),
    settle: () => vi.advanceTimersByTimeAsync(500),
  };
}

/** As in browsers: whoever comes second while a lock is held gets none. */
function fakeLocks() {
  const held = new Set<string>();
  return {
    request: async (name: string, _: unknown, work: (lock: object | null) => Promise<void> | undefined) => {
      if (held.has(name)) return work(null);
      held.add(name);
      await work({});
      held.delete(name);
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("navigator", { locks: fakeLocks() });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("a message rings, shows a notification that says nothing of it, and counts in the title", async () => {
  const { bell, writes, shown, title, settle } = setUp();
  writes("one");
  await settle();
  expect(bell.ring).toHaveBeenCalledTimes(1);
  expect(shown()).toEqual([["New message", ""]]);
  expect(title()).toBe("(1)");
});

it("an arrival does so, too, with a dot in the title until somebody does something on the page", async () => {
  const { bell, arrives, shown, title, settle } = setUp();
  arrives();
  await settle();
  expect(bell.ring).toHaveBeenCalledTimes(1);
  expect(shown()).toEqual([["A patient joined the queue", ""]]);
  expect(title()).toBe("(•)"); // the number is of unread messages alone
  dispatchEvent(new Event("pointerdown"));
  expect(title()).toBe("");
});

it("who is there at first has not just arrived", async () => {
  const { bell, settle } = setUp();
  await settle();
  expect(bell.ring).not.toHaveBeenCalled();
});

it("names and words are shown only where the account wants them", async () => {
  const { writes, arrives, shown, settle } = setUp({ ...WITH_DESKTOP, details: true });
  writes("one");
  arrives();
  await settle();
  expect(shown()).toEqual([
    ["Ana", "My knee hurts"],
    ["A patient joined the queue", "Ben"],
  ]);
});

it("off is quiet", async () => {
  const off = { ...WITH_DESKTOP.messages, on: false };
  const { bell, outside, writes, arrives, title, settle } = setUp({
    ...WITH_DESKTOP,
    messages: off,
    arrivals: off,
  });
  writes("one");
  arrives();
  await settle();
  expect(bell.ring).not.toHaveBeenCalled();
  expect(outside.show).not.toHaveBeenCalled();
  expect(title()).toBe("");
});

it("a burst rings once, and shows each", async () => {
  const { bell, outside, writes, settle } = setUp();
  writes("one");
  writes("two");
  writes("three");
  await settle();
  expect(bell.ring).toHaveBeenCalledTimes(1);
  expect(outside.show).toHaveBeenCalledTimes(3);
});

it("of two pages one tells, and one that cannot ring leaves it to the other", async () => {
  const [one, other] = [setUp(), setUp()];
  one.bell.state.value = "locked";
  one.writes("one");
  other.writes("one");
  await one.settle();
  expect([one.bell.ring.mock.calls.length, other.bell.ring.mock.calls.length]).toEqual([0, 1]);
  expect(one.shown().length + other.shown().length).toBe(1);
});

it("every page tells where the browser has no locks", async () => {
  vi.stubGlobal("navigator", {});
  const { bell, writes, settle } = setUp();
  writes("one");
  await settle();
  expect(bell.ring).toHaveBeenCalledTimes(1);
});

it("what another page has read in the meantime is not told", async () => {
  const { bell, outside, dispatch, writes, settle } = setUp();
  writes("one");
  dispatch({ type: "status_changed", visit: "Ana", ids: ["one"], status: "read" });
  await settle();
  expect(bell.ring).not.toHaveBeenCalled();
  expect(outside.show).not.toHaveBeenCalled();
});

it("a notification opens its chat, and goes when the chat is read", async () => {
  const { outside, openChat, writes, reads, settle } = setUp();
  writes("one");
  await settle();
  outside.show.mock.lastCall?.[0].onClick();
  expect(openChat).toHaveBeenCalledWith("Ana");
  reads();
  expect(outside.withdraw).toHaveBeenCalledWith("messages", "Ana");
});

it("a notification of an arrival goes with the patient", async () => {
  const { outside, arrives, leaves, title, settle } = setUp();
  arrives();
  await settle();
  leaves();
  expect(outside.withdraw).toHaveBeenCalledWith("arrivals", "Ben");
  expect(title()).toBe("");
});

it("nothing is shown without the browser's permission, and a test says what there is", async () => {
  const { alerts, bell, outside, writes, settle } = setUp();
  outside.desktop.value = "denied";
  writes("one");
  await settle();
  alerts.actions.testAlerts();
  expect(outside.show).not.toHaveBeenCalled();
  expect(bell.ring).toHaveBeenCalledTimes(2);
  expect(alerts.model.value).toEqual({ sound: "ready", desktop: "denied", discreet: false });
});

it("nobody has arrived whose end was undone (R26)", async () => {
  const { bell, arrives, isRemoved, isBack, title, settle } = setUp();
  arrives();
  await settle();
  isRemoved();
  isBack();
  await settle();
  expect(bell.ring).toHaveBeenCalledTimes(1);
  expect(title()).toBe("");
});
