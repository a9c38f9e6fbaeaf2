import type { Message } from "../chatbox";
import { beforeEach, expect, it, vi } from "vitest";
import { ChatBox, type ChatMemory, type ChatWords } from "./ChatBox";
import type { ChatActions, ChatModel } from "./model";
import { all, byTestId, chat, click, draw, message, one, press, type } from "./testing";

const PRESENT: ChatWords = { departed: null, empty: "Nothing yet", unwritable: null };
const GONE: ChatWords = { departed: ["Ana has left.", "Erased soon."], empty: "", unwritable: "Gone." };

const actions = {
  minimize: vi.fn<ChatActions["minimize"]>(),
  expand: vi.fn<ChatActions["expand"]>(),
  close: vi.fn<ChatActions["close"]>(),
  send: vi.fn<ChatActions["send"]>(),
  setDraft: vi.fn<ChatActions["setDraft"]>(),
};
let memory: ChatMemory;

beforeEach(() => {
  vi.resetAllMocks();
  actions.send.mockReturnValue(null);
  memory = { scroll: new Map(), composerWish: { current: false } };
});

function box(more: Partial<ChatModel> = {}, words = PRESENT) {
  return <ChatBox chat={chat(more)} actions={actions} words={words} heading={<h2>Ana</h2>} memory={memory} />;
}

const composer = () => one("textbox", "Message Ana Diaz") as HTMLTextAreaElement;

it("is a region named after the person, open or a bar", () => {
  const { redraw } = draw(box());
  expect(one("region", "Chat with Ana Diaz").dataset).toMatchObject({ testid: "chat-box", state: "open" });
  redraw(box({ state: "minimized", messages: [message("secret")] }));
  expect(one("region", "Chat with Ana Diaz").dataset).toMatchObject({ state: "minimized" });
  expect(document.body.textContent).not.toContain("secret");
});

it("asks to be minimized, expanded and closed", async () => {
  const { redraw } = draw(box());
  await click(one("button", "Minimize chat"));
  redraw(box({ state: "minimized" }));
  await click(one("button", "Expand chat"));
  await click(one("button", "Close chat"));
  expect(actions.minimize).toHaveBeenCalledOnce();
  expect(actions.expand).toHaveBeenCalledOnce();
  expect(actions.close).toHaveBeenCalledOnce();
});

it("gives the focus to the composer when the reader expands it", async () => {
  const { redraw } = draw(box({ state: "minimized" }));
  await click(one("button", "Expand chat"));
  redraw(box());
  expect(document.activeElement).toBe(composer());
});

it("leaves the focus alone when a message opens it, and says so to those who listen", () => {
  const { root, redraw } = draw(box({ state: "minimized" }));
  one("button", "Expand chat").focus();
  redraw(box({ messages: [message("hello")] }));
  expect(document.activeElement).toBe(one("button", "Minimize chat"));
  expect(root.textContent).toContain("New message from Ana Diaz");
});

it("shows messages with direction and state, one log that announces additions only", () => {
  draw(
    box({
      messages: [
        message("hi"),
        message("yes", { direction: "sent", status: "delivered", by: "Nurse Jonas" }),
      ],
    }),
  );
  const [received, sent] = byTestId("message");
  expect(received?.dataset).toMatchObject({ direction: "received", status: "read" });
  expect(sent?.dataset).toMatchObject({ direction: "sent", status: "delivered" });
  expect(sent?.querySelector("[role=img]")?.getAttribute("aria-label")).toBe("Delivered");
  expect(received?.querySelector("[role=img]")).toBeNull();
  expect(sent?.textContent).toContain("Nurse Jonas");
  expect(one("log").getAttribute("aria-relevant")).toBe("additions");
});

it("says under the last of messages that wait for somebody what they wait for, and in the label of each", () => {
  const [one, other] = ["one", "other"].map((id) => message(id, { direction: "sent", status: "sending" }));
  const messages = [one, other] as Message[];
  const states = () =>
    [...document.querySelectorAll(".meta")].map(
      (meta) => meta.querySelector("[aria-hidden=true]:not(svg)")?.textContent,
    );
  const labels = () =>
    [...document.querySelectorAll(".state")].map((state) => state.getAttribute("aria-label"));
  const { redraw } = draw(box({ messages, waits: true }));
  expect(states()).toEqual([undefined, "Will be delivered when they are here"]);
  expect(labels()).toEqual(["Will be delivered when they are here", "Will be delivered when they are here"]);
  expect(byTestId("message")[0]?.dataset["status"]).toBe("sending");
  redraw(box({ messages, waits: false }));
  expect(states()).toEqual([undefined, undefined]);
  expect(labels()).toEqual(["Sending…", "Sending…"]);
});

it("changes a message's state without adding an element that would be announced again", () => {
  const sent = message("yes", { direction: "sent", status: "sending" });
  const { redraw } = draw(box({ messages: [sent] }));
  const before = [...one("log").querySelectorAll("*")];
  redraw(box({ messages: [{ ...sent, status: "read" }] }));
  expect([...one("log").querySelectorAll("*")]).toEqual(before);
  expect(one("log").querySelector("[role=img]")?.getAttribute("aria-label")).toBe("Read");
});

it("draws text as text, and addresses as links that leave the frame", () => {
  draw(box({ messages: [message("1", { text: "<b>no</b> https://clinic.example/a" })] }));
  expect(one("log").querySelector("b")).toBeNull();
  const link = one("link", "https://clinic.example/a");
  expect(link.getAttribute("target")).toBe("_blank");
  expect(link.getAttribute("rel")).toBe("noopener noreferrer");
});

it("sends on Enter, from the field as it is, and keeps the focus", () => {
  draw(box());
  type(composer(), "hello");
  expect(actions.setDraft).toHaveBeenCalledWith("v1", "hello");
  expect(press(composer(), "Enter")).toBe(false);
  expect(actions.send).toHaveBeenCalledExactlyOnceWith("v1", "hello");
  expect(document.activeElement).toBe(composer());
});

it("sends with its button, which names the person, and gives the focus back", async () => {
  draw(box({ draft: "hello" }));
  one("button", "Send to Ana Diaz").focus();
  await click(one("button", "Send to Ana Diaz"));
  expect(document.activeElement).toBe(composer());
  expect(actions.send).toHaveBeenCalledExactlyOnceWith("v1", "hello");
});

it.each([
  ["Shift+Enter", { shiftKey: true }],
  ["an Enter within an IME composition", { isComposing: true }],
  ["the Enter with which Safari ends a composition", { keyCode: 229 }],
])("does not send on %s", (_, more) => {
  draw(box({ draft: "hello" }));
  expect(press(composer(), "Enter", more)).toBe(true);
  expect(actions.send).not.toHaveBeenCalled();
});

it("keeps a text that was refused and says what to do, until it is changed", () => {
  actions.send.mockReturnValue("message_too_long");
  draw(box({ draft: "x".repeat(4001) }));
  press(composer(), "Enter");
  expect(one("alert").textContent).toContain("too long");
  expect(composer().value).toHaveLength(4001);
  type(composer(), "x");
  expect(all("alert")).toEqual([]);
});

it("counts code points near the limit only", () => {
  const { root, redraw } = draw(box({ draft: "👋".repeat(3_799) }));
  expect(root.textContent).not.toContain("left");
  redraw(box({ draft: "👋".repeat(3_999) }));
  expect(root.textContent).toContain("1 character left");
  redraw(box({ draft: "👋".repeat(4_002) }));
  expect(root.textContent).toContain("2 characters too many");
});

it("shows each person's own draft", () => {
  const { redraw } = draw(box({ draft: "for Ana" }));
  redraw(box({ visit: "v2", name: "Ben", draft: "for Ben" }));
  expect((one("textbox", "Message Ben") as HTMLTextAreaElement).value).toBe("for Ben");
});

it("says that someone is typing", () => {
  expect(draw(box({ typing: true })).root.textContent).toContain("Ana Diaz is typing…");
});

it("says that the other side has gone, and takes nothing any more", () => {
  draw(box({ writing: "gone", departure: "left", messages: [message("bye")] }, GONE));
  expect(byTestId("departed-notice")[0]?.textContent).toBe("Ana has left. Erased soon.");
  expect(byTestId("departed-notice")[0]?.getAttribute("role")).toBe("status");
  expect(composer().disabled).toBe(true);
  expect((one("button", "Send to Ana Diaz") as HTMLButtonElement).disabled).toBe(true);
});

it("does not speak of erasing where there is no message to erase", () => {
  draw(box({ writing: "gone", departure: "left" }, GONE));
  expect(byTestId("departed-notice")[0]?.textContent.trim()).toBe("Ana has left.");
});

it("gives the reason where nothing can be written and nobody has gone", () => {
  const { root } = draw(
    box({ writing: "not_first" }, { ...PRESENT, unwritable: "Wait for the first word." }),
  );
  expect(root.textContent).toContain("Wait for the first word.");
  expect(composer().disabled).toBe(true);
});

it("catches the focus of a field that is disabled while somebody writes", () => {
  const { redraw } = draw(box({ draft: "half" }));
  composer().focus();
  redraw(box({ draft: "half", writing: "gone", departure: "left" }, GONE));
  expect(document.activeElement).toBe(one("log"));
  expect(composer().value).toBe("half");
});
