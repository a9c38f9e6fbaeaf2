import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ProviderModel } from "../../ui/model";
import { all, byTestId, chat, click, draw, message, NOON, one, PERSON, press, type } from "../../ui/testing";
import { ProviderApp } from "./ProviderApp";
import { makeActions, model, row } from "./testing";

const MINUTE = 60_000;
let actions: ReturnType<typeof makeActions>;
const app = (more: Partial<ProviderModel> = {}) => <ProviderApp model={model(more)} actions={actions} />;

beforeEach(() => {
  vi.useFakeTimers({ now: NOON + 5 * MINUTE });
  actions = makeActions();
});
afterEach(() => vi.useRealTimers());

it("lists who waits, for how long, in which state", () => {
  draw(
    app({ queue: [row("Ana", { reference: "HS-1" }), row("Ben", { status: "in_call", connected: false })] }),
  );
  expect(one("list", "Patient queue").children).toHaveLength(2);
  const [ana, ben] = byTestId("queue-row").map((each) => each.textContent);
  expect(ana).toContain("Ana");
  expect(ana).toContain("5 min");
  expect(ana).toContain("HS-1");
  expect(ben).toContain("In call");
  expect(ben).toContain("Reconnecting…");
  expect(ana).not.toContain("Waiting"); // that is what the queue is for
});

it("keeps the waiting time going by itself", () => {
  draw(app());
  void act(() => {
    vi.advanceTimersByTime(MINUTE);
  });
  expect(byTestId("queue-row")[0]?.textContent).toContain("6 min");
});

it("puts a named red circle beside the name where there are new messages, and says it aloud", () => {
  const { root, redraw } = draw(app());
  expect(byTestId("unread-badge")).toEqual([]);
  redraw(app({ queue: [row("Ana", { unread: 3 }), row("Ben")] }));
  const [badge] = byTestId("unread-badge");
  expect(badge?.textContent).toBe("3");
  expect(badge?.getAttribute("aria-label")).toBe("3 new messages");
  void act(() => {
    vi.advanceTimersByTime(1_000);
  });
  expect(root.textContent).toContain("Ana: 3 new messages");
});

it("says on the row and in the box that no more of a patient's messages are taken for now", () => {
  const { root, redraw } = draw(app({ chat: chat({ visit: "Ana", name: "Ana" }) }));
  expect(root.textContent).not.toMatch(/too many messages/iu);
  redraw(
    app({ queue: [row("Ana", { tooMany: true }), row("Ben")], chat: chat({ visit: "Ana", name: "Ana" }) }),
  );
  expect(byTestId("queue-row").map((each) => each.textContent.includes("Too many messages"))).toEqual([
    true,
    false,
  ]);
  expect(one("alert").textContent).toContain("Ana has sent too many messages for now.");
});

it("forgets where somebody was reading in a conversation that is erased", () => {
  const open = { chat: chat({ visit: "Ana", name: "Ana", messages: [message("1")] }) };
  const { redraw } = draw(app(open));
  const log = one("log");
  Object.defineProperties(log, { scrollHeight: { value: 1_000 }, clientHeight: { value: 300 } });
  for (const top of [700, 100])
    void act(() => {
      log.scrollTop = top;
      log.dispatchEvent(new Event("scroll"));
    });
  redraw(app());
  redraw(app(open));
  expect(all("button", "Jump to latest")).toHaveLength(1);
  redraw(app({ queue: [row("Ben")] }));
  redraw(app(open));
  expect(all("button", "Jump to latest")).toHaveLength(0);
});

it("stands in for a name that is not known yet", () => {
  draw(app({ queue: [row("v1", { name: null })] }));
  expect(byTestId("queue-row")[0]?.textContent).toContain("New patient");
  one("button", "More options for New patient");
});

it("says when nobody waits, and draws placeholders before anything is known", () => {
  const { root, redraw } = draw(app({ queue: [] }));
  expect(root.textContent).toContain("Nobody is waiting");
  redraw(app({ queue: [], room: null, me: null }));
  expect(root.textContent).not.toContain("Nobody is waiting");
  expect(root.querySelector("[aria-busy=true]")).not.toBeNull();
});

it.each([
  ["online", "online", ""],
  ["connecting", "offline", "Connecting…"],
  ["offline", "offline", "Offline"],
  ["slow", "online", "Slow connection"],
  ["unreached", "offline", "Not connected yet"],
  ["crowded", "offline", "Connecting…"],
] as const)("shows the connection: %s", (connection, state, words) => {
  draw(app({ connection }));
  const [status] = byTestId("connection-status");
  expect(status?.getAttribute("role")).toBe("status");
  expect(status?.dataset["state"]).toBe(state);
  expect(status?.textContent).toBe(words);
});

it("says what to do before it was ever connected", () => {
  const { root } = draw(app({ connection: "unreached", room: null, me: null, queue: [] }));
  expect(root.textContent).toContain("If this goes on, reload the page");
});

it("shows a problem that ends everything instead of the queue", () => {
  const { root } = draw(app({ blocked: { code: "token_expired" } }));
  expect(root.textContent).toContain("Your sign-in has expired");
  expect(all("list")).toEqual([]);
});

it("offers a reload where the page is of another version", () => {
  draw(app({ blocked: { code: "version_unsupported" } }));
  one("button", "Reload");
});

it("keeps the queue and the chat of a page that is refused, says why, and offers a reload", () => {
  const { root } = draw(app({ refused: { code: "version_unsupported" }, chat: chat() }));
  expect(one("alert").textContent).toContain("newer version");
  one("button", "Reload");
  expect(byTestId("queue-row")).toHaveLength(2);
  expect(byTestId("chat-box")).toHaveLength(1);
  expect(root.textContent).not.toContain("cannot be shown");
});

it("lists those who left unread, to view or to dismiss", async () => {
  const { redraw } = draw(app());
  expect(all("list", "Left")).toEqual([]);
  redraw(app({ left: [{ visit: "v9", name: "Eve", unread: 2 }] }));
  expect(one("list", "Left").children).toHaveLength(1);
  expect(byTestId("left-row")[0]?.textContent).toContain("Eve 2");
  await click(one("button", "View messages from Eve"));
  await click(one("button", "Dismiss messages from Eve"));
  expect(actions.openChat).toHaveBeenCalledExactlyOnceWith("v9");
  expect(actions.dismiss).toHaveBeenCalledExactlyOnceWith("v9");
});

it("says in the chat box that the patient left and when the conversation is erased", () => {
  draw(app({ chat: chat({ departure: "left", writing: "gone", messages: [message("bye")] }) }));
  expect(byTestId("departed-notice")[0]?.textContent).toBe(
    "Ana Diaz has left the waiting room. This conversation is erased when you close it, " +
      "view another patient’s chat, start another call, or refresh the page.",
  );
});

it("does not wait for messages in an empty box of a patient who left", () => {
  const { redraw } = draw(app({ chat: chat() }));
  expect(one("log").textContent).toBe("No messages yet.");
  redraw(app({ chat: chat({ departure: "left", writing: "gone" }) }));
  expect(one("log").textContent).toBe("");
  expect(byTestId("departed-notice")[0]?.textContent.trim()).toBe("Ana Diaz has left the waiting room.");
});

it("gives the focus back to the patient's three dots when the chat is closed", () => {
  const { redraw } = draw(app({ chat: chat({ visit: "Ana" }) }));
  one("button", "Close chat").focus();
  redraw(app());
  expect(document.activeElement).toBe(one("button", "More options for Ana"));
});

it("switches to away and back", async () => {
  const { redraw } = draw(app());
  const online = one("switch", "Show patients that I am here");
  expect(online.getAttribute("aria-checked")).toBe("true");
  await click(online);
  expect(actions.setAway).toHaveBeenLastCalledWith(true);
  redraw(app({ me: { ...PERSON, presence: "away" } }));
  await click(one("switch"));
  expect(actions.setAway).toHaveBeenLastCalledWith(false);
});

it("lets the provider write what patients see, and says when that failed", async () => {
  draw(app());
  await click(one("button", "Message to waiting patients"));
  await vi.waitFor(() => one("textbox"));
  type(one("textbox"), "  Running 10 minutes late ");
  actions.setLine.mockResolvedValueOnce({ code: "offline" });
  await click(one("button", "Save"));
  expect(actions.setLine).toHaveBeenLastCalledWith("Running 10 minutes late");
  expect(one("alert").textContent).toContain("no connection");
  await click(one("button", "Save"));
  expect(all("textbox")).toEqual([]);
  expect(document.activeElement).toBe(one("button", "Message to waiting patients"));
});

it("leaves the line as it was on Escape", async () => {
  draw(app({ me: { ...PERSON, line: "Back soon" } }));
  await click(one("button", "Change what patients see: Back soon"));
  await vi.waitFor(() => one("textbox"));
  press(one("textbox"), "Escape");
  expect(all("textbox")).toEqual([]);
  expect(actions.setLine).not.toHaveBeenCalled();
});
