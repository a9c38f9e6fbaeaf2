/** One look, one click: rows, the summary, the ways between chats, the chat's header, and the keys. */
import { act } from "preact/test-utils";
import { beforeEach, expect, it, vi } from "vitest";
import type { ProviderModel } from "../../ui/model";
import { all, byTestId, chat, click, draw, NOON, one, press, type } from "../../ui/testing";
import { ACCOUNT } from "../testing";
import { ProviderApp } from "./ProviderApp";
import { makeActions, model, row } from "./testing";

const MINUTE = 60_000;
let actions: ReturnType<typeof makeActions>;
const app = (more: Partial<ProviderModel> = {}) => <ProviderApp model={model(more)} actions={actions} />;
const describedBy = (element: HTMLElement) =>
  (element.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id));

beforeEach(() => {
  vi.useFakeTimers({ now: NOON + 31 * MINUTE });
  actions = makeActions();
  return () => vi.useRealTimers();
});

it("a row's button opens the chat, and says what is unread", async () => {
  draw(app({ queue: [row("Ana", { unread: 3 })] }));
  const open = one("button", "Open chat with Ana");
  const said = describedBy(open).map((each) =>
    each?.querySelector("[aria-label]")?.getAttribute("aria-label"),
  );
  expect(said).toContain("3 new messages");
  await click(open);
  expect(actions.openChat).toHaveBeenCalledExactlyOnceWith("Ana");
});

it("a press anywhere on the row opens the chat, on the three dots only the window", async () => {
  draw(app({ queue: [row("Ana", { unread: 3 })] }));
  await click(one("img", "3 new messages"));
  expect(actions.openChat).toHaveBeenCalledExactlyOnceWith("Ana");
  await click(one("button", "More options for Ana"));
  expect(actions.openChat).toHaveBeenCalledOnce();
  expect(one("dialog").textContent).toContain("Ana");
});

it("marks the row of the open chat, and one with a draft", () => {
  const queue = [row("Ana"), row("Ben", { draft: true })];
  draw(app({ queue, chat: chat({ visit: "Ana", name: "Ana" }) }));
  const rows = byTestId("queue-row");
  expect(rows.map((each) => each.getAttribute("aria-current"))).toEqual(["true", null]);
  expect(rows.map((each) => each.dataset["draft"])).toEqual(["false", "true"]);
  expect(rows[1]?.textContent).toContain("Draft");
});

it("typing does not look at every row", () => {
  const looked = vi.fn(() => NOON);
  const queue = [Object.defineProperty({ ...row("Ana") }, "arrivedAt", { get: looked })];
  const { redraw } = draw(app({ queue }));
  const looksOf = (queue: ProviderModel["queue"], draft: string) => {
    looked.mockClear();
    redraw(app({ queue, chat: chat({ visit: "Ana", name: "Ana", draft }) }));
    return looked.mock.calls.length;
  };
  looksOf(queue, "");
  const [typed, other] = [looksOf(queue, "H"), looksOf(queue.slice(), "He")];
  expect(typed).toBe(other - queue.length); // the summary and the panel look as well
});

it("a wait gets warmer with time; in a call it is none", () => {
  const waited = (minutes: number) => NOON + (31 - minutes) * MINUTE;
  const queue = [
    row("call", { arrivedAt: waited(31), status: "in_call", place: null }),
    row("hot", { arrivedAt: waited(30) }),
    row("warm", { arrivedAt: waited(15) }),
    row("fresh", { arrivedAt: waited(14) }),
  ];
  draw(app({ queue }));
  const waits = [...document.querySelectorAll<HTMLElement>(".row-wait")];
  expect(waits.map(({ dataset }) => dataset["warmth"])).toEqual(["fresh", "hot", "warm", "fresh"]);
});

it("sums the queue up, and leads to the longest wait and to those who left", async () => {
  const queue = [
    row("Cal", { status: "in_call", place: null, unread: 1 }),
    row("Ana", { unread: 2, arrivedAt: NOON + 7 * MINUTE }),
    row("Ben"),
  ];
  const { redraw } = draw(app({ queue, left: [{ visit: "Eve", name: "Eve", unread: 2 }] }));
  const [summary] = byTestId("queue-summary");
  expect(summary?.textContent).toBe("2 waiting longest 24 min 5 unread 1 left");
  await click(one("button", "longest 24 min"));
  expect(document.activeElement).toBe(one("button", "Open chat with Ana"));
  await click(one("button", "1 left"));
  expect(document.activeElement?.textContent).toBe("Left");
  redraw(app({ queue: [] }));
  expect(summary?.textContent).toBe("0 waiting  0 unread ");
});

it("goes to the next unread and back to who was shown before", async () => {
  const queue = [row("Ana"), row("Ben", { unread: 1 }), row("Cy", { unread: 1 })];
  const shown = (visit: string) => app({ queue, chat: chat({ visit, name: visit }) });
  const { redraw } = draw(shown("Ana"));
  const [next, previous] = [one("button", "Next unread"), one("button", "Previous patient")];
  expect(previous.getAttribute("aria-disabled")).toBe("true");
  await click(previous);
  expect(actions.openChat).not.toHaveBeenCalled();
  await click(next);
  expect(actions.openChat).toHaveBeenLastCalledWith("Ben");
  redraw(shown("Ben"));
  await click(next);
  expect(actions.openChat).toHaveBeenLastCalledWith("Cy");
  redraw(shown("Cy"));
  for (const visit of ["Ben", "Ana"]) {
    await click(previous);
    expect(actions.openChat).toHaveBeenLastCalledWith(visit);
    redraw(shown(visit));
  }
  expect(previous.getAttribute("aria-disabled")).toBe("true");
});

it("a patient who is erased is no way back", () => {
  const { redraw } = draw(app({ chat: chat({ visit: "Ana", name: "Ana" }) }));
  redraw(app({ chat: chat({ visit: "Ben", name: "Ben" }) }));
  expect(one("button", "Previous patient").getAttribute("aria-disabled")).toBe("false");
  redraw(app({ queue: [row("Ben")], chat: chat({ visit: "Ben", name: "Ben" }) }));
  expect(one("button", "Previous patient").getAttribute("aria-disabled")).toBe("true");
});

const IN_CALL = { status: "in_call", place: null, call: { id: "c1", url: "https://v.example/c1" } } as const;

it("starts, joins and ends the call from the chat's header", async () => {
  const talk = { chat: chat({ visit: "Ana", name: "Ana" }) };
  const { redraw } = draw(app(talk));
  await click(one("button", "Start call with Ana"));
  expect(actions.startCall).toHaveBeenCalledExactlyOnceWith("Ana");
  redraw(app({ ...talk, queue: [row("Ana", { ...IN_CALL, mayEndCall: true })], inCallWith: "Ana" }));
  expect(all("button", "Start call with Ana")).toEqual([]);
  expect(one("link", "Join call with Ana").getAttribute("rel")).toBe("noopener noreferrer");
  await click(one("button", "End call with Ana"));
  expect(actions.endCall).toHaveBeenCalledExactlyOnceWith("Ana");
});

it("refuses a second call with the name of the first patient, and goes there", async () => {
  const queue = [row("Ana", IN_CALL), row("Ben"), row("Cy")];
  const shown = (visit: string, more = {}) =>
    app({ queue, inCallWith: "Ana", chat: chat({ visit, name: visit }), ...more });
  const { redraw } = draw(shown("Ben"));
  await click(one("button", "Start call with Ben"));
  expect(actions.startCall).not.toHaveBeenCalled();
  expect(one("alert").textContent).toContain("You are in a call with Ana.");
  redraw(shown("Cy"));
  expect(all("alert")).toEqual([]); // not where nobody asked for it
  redraw(shown("Ben"));
  await click(one("button", "Go to Ana"));
  expect(actions.openChat).toHaveBeenCalledExactlyOnceWith("Ana");
  redraw(shown("Ben", { inCallWith: null }));
  expect(all("alert")).toEqual([]);
});

it("what was refused for one patient is not said in another's chat", async () => {
  actions.startCall.mockResolvedValue({ code: "too_many" });
  const { redraw } = draw(app({ chat: chat({ visit: "Ana", name: "Ana" }) }));
  await click(one("button", "Start call with Ana"));
  expect(one("alert").textContent).toContain("a little too fast");
  redraw(app({ chat: chat({ visit: "Ben", name: "Ben" }) }));
  expect(all("alert")).toEqual([]);
});

it("opens the patient information window from the chat's header", async () => {
  draw(app({ chat: chat({ visit: "Ana", name: "Ana" }) }));
  await click(one("button", "Information about Ana"));
  expect(byTestId("patient-window")).toHaveLength(1);
});

it("shows what is known of the patient beside the chat, and removes them there", async () => {
  const talk = { chat: chat({ visit: "Ana", name: "Ana" }) };
  const { redraw } = draw(app({ ...talk, queue: [row("Ana", { reference: "HS-1" })] }));
  expect(one("complementary", "About Ana").textContent).toContain("HS-1");
  await click(one("button", "Remove Ana from queue"));
  expect(actions.remove).toHaveBeenCalledExactlyOnceWith("Ana");
  redraw(app({ ...talk, queue: [] }));
  expect(one("complementary", "About Ana").textContent).toContain("Left");
  redraw(app());
  expect(all("complementary", "About Ana")).toEqual([]);
});

it("on a phone leads back to the queue, with what others have written", async () => {
  const queue = [row("Ana", { unread: 4 }), row("Ben", { unread: 3 })];
  const { redraw } = draw(app({ queue, chat: chat({ visit: "Ana", name: "Ana" }) }));
  await click(one("button", "All patients. Unread messages: 3"));
  expect(actions.minimize).toHaveBeenCalledOnce();
  redraw(app({ chat: chat({ visit: "Ana", name: "Ana" }) }));
  one("button", "All patients");
  expect(byTestId("unread-badge")).toEqual([]);
});

it("says the provider's name once where the room has it already", () => {
  const { root, redraw } = draw(app({ room: { name: "Dr. Elena Rivera", title: "" } }));
  const header = () => root.querySelector("header")?.textContent ?? "";
  expect(header().split("Dr. Elena Rivera")).toHaveLength(2);
  redraw(app({ room: { name: "Family medicine", title: "" } }));
  expect(header()).toContain("Dr. Elena Rivera");
});

it("keys go to the next unread and back, to the composer, and list themselves", async () => {
  const queue = [row("Ana", { unread: 1 }), row("Ben")];
  const { root, redraw } = draw(app({ queue, chat: chat({ visit: "Ben", name: "Ben" }) }));
  press(root, "n");
  expect(actions.openChat).toHaveBeenLastCalledWith("Ana");
  redraw(app({ queue, chat: chat({ visit: "Ana", name: "Ana" }) }));
  expect(document.activeElement).toBe(one("log")); // to be read first
  press(one("log"), "p");
  expect(actions.openChat).toHaveBeenLastCalledWith("Ben");
  press(one("log"), "r");
  expect(document.activeElement).toBe(one("textbox", "Message Ana"));
  press(root, "?");
  await vi.waitFor(() => one("dialog", "Keyboard shortcuts"));
  await click(one("switch", "Use these shortcuts"));
  expect(actions.changeSettings).toHaveBeenCalledExactlyOnceWith({ shortcuts: false });
});

it("keys are letters while somebody types, beside another key, in a window, and when they are switched off", async () => {
  const queue = [row("Ana", { unread: 1 }), row("Ben")];
  const talk = { queue, chat: chat({ visit: "Ben", name: "Ben" }) };
  const { root, redraw } = draw(app(talk));
  type(one("textbox", "Message Ben"), "n");
  press(one("textbox", "Message Ben"), "n");
  for (const held of ["ctrlKey", "altKey", "metaKey"])
    void act(() => {
      root.dispatchEvent(new KeyboardEvent("keydown", { key: "n", bubbles: true, [held]: true }));
    });
  await click(one("button", "More options for Ana"));
  press(one("dialog"), "n");
  await click(one("button", "Close"));
  const settings = { ...ACCOUNT.settings, shortcuts: false };
  redraw(app({ ...talk, account: { ...ACCOUNT, settings } }));
  press(root, "n");
  press(root, "?");
  expect(actions.openChat).not.toHaveBeenCalled();
  expect(all("dialog")).toEqual([]);
  await click(one("button", "Keyboard shortcuts"));
  await vi.waitFor(() => one("dialog", "Keyboard shortcuts")); // there is another way to them
});

it("keys are not taken from who was typing a moment ago, nor repeated", async () => {
  const queue = [row("Ana", { unread: 1 }), row("Ben")];
  const { root, redraw } = draw(app({ queue, chat: chat({ visit: "Ben", name: "Ben" }) }));
  const at = (target: HTMLElement, key: string, timeStamp: number, more = {}) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, ...more });
    Object.defineProperty(event, "timeStamp", { value: timeStamp });
    void act(() => void target.dispatchEvent(event));
  };
  const field = one("textbox", "Message Ben");
  field.focus();
  at(field, "e", 10_000);
  redraw(app({ queue, chat: chat({ visit: "Ben", name: "Ben", writing: "gone", departure: "left" }) }));
  at(one("log"), "n", 10_300); // Ben has left in the middle of a word
  expect(actions.openChat).not.toHaveBeenCalled();
  at(root, "n", 12_000, { repeat: true });
  expect(actions.openChat).not.toHaveBeenCalled();
  at(root, "n", 12_100);
  expect(actions.openChat).toHaveBeenCalledOnce();
  at(field, "Tab", 20_000);
  at(root, "n", 20_100); // who tabs out of the field means it
  expect(actions.openChat).toHaveBeenCalledTimes(2);
  await Promise.resolve();
});

it("the second press of a double click presses nothing else", () => {
  const left = ["Eve", "Fay"].map((visit) => ({ visit, name: visit, unread: 1 }));
  draw(app({ left }));
  const press = (name: string, detail: number) =>
    void act(
      () => void one("button", name).dispatchEvent(new MouseEvent("click", { bubbles: true, detail })),
    );
  press("Dismiss messages from Eve", 1);
  press("Dismiss messages from Fay", 2);
  press("View messages from Fay", 2);
  expect(actions.dismiss.mock.calls).toEqual([["Eve"]]);
  expect(actions.openChat).not.toHaveBeenCalled();
});

it("a double click on Start call does not end the call", () => {
  const talk = { chat: chat({ visit: "Ana", name: "Ana" }) };
  draw(app({ ...talk, queue: [row("Ana", { ...IN_CALL, mayEndCall: true })], inCallWith: "Ana" }));
  const end = one("button", "End call with Ana");
  void act(() => void end.dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 2 })));
  expect(actions.endCall).not.toHaveBeenCalled();
});

it("a line that is saved takes the focus from nobody who is elsewhere by now", async () => {
  let answer: (problem: null) => void = () => undefined;
  actions.setLine.mockReturnValue(new Promise((resolve) => (answer = resolve)));
  draw(app({ chat: chat({ visit: "Ana", name: "Ana" }) }));
  await click(one("button", "Message to waiting patients"));
  await vi.waitFor(() => one("button", "Save"));
  await click(one("button", "Save"));
  const composer = one("textbox", "Message Ana");
  composer.focus();
  await act(() => {
    answer(null);
    return Promise.resolve();
  });
  await vi.waitFor(() => expect(all("button", "Save")).toEqual([]));
  expect(document.activeElement).toBe(composer);
});

it("the focus goes on in the conversation when an action takes its button away", async () => {
  const talk = { chat: chat({ visit: "Ana", name: "Ana" }) };
  const { redraw } = draw(app(talk));
  one("button", "Start call with Ana").focus();
  await click(one("button", "Start call with Ana"));
  redraw(app({ ...talk, queue: [row("Ana", { ...IN_CALL, mayEndCall: true })], inCallWith: "Ana" }));
  expect(document.activeElement).toBe(one("log"));
  one("button", "End call with Ana").focus();
  await click(one("button", "End call with Ana"));
  redraw(app({ ...talk, queue: [] }));
  expect(document.activeElement).toBe(one("log"));
});

it("keys work on a keyboard without Latin letters", () => {
  const { root } = draw(app({ queue: [row("Ana", { unread: 1 })] }));
  void act(() => {
    root.dispatchEvent(new KeyboardEvent("keydown", { key: "т", code: "KeyN", bubbles: true }));
  });
  expect(actions.openChat).toHaveBeenCalledExactlyOnceWith("Ana");
});
