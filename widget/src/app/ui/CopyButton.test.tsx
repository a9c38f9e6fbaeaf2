import { act } from "preact/test-utils";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { MessageLog } from "./MessageLog";
import { byTestId, chat, click, draw, message, one, press } from "./testing";

const writeText = vi.fn<(text: string) => Promise<void>>();
const messages = ["one", "two", "three"].map((id) => message(id, { text: `text ${id}` }));
const log = { current: null };

beforeEach(() => {
  writeText.mockReset().mockResolvedValue();
  vi.stubGlobal("navigator", { languages: navigator.languages, clipboard: { writeText } });
});

afterEach(() => vi.unstubAllGlobals());

beforeAll(async () => {
  drawLog(); // which loads the button
  await vi.waitFor(button);
});

function drawLog(shown = messages) {
  return draw(<MessageLog chat={chat({ messages: shown })} empty="" memory={new Map()} log={log} />);
}

const button = () => one("button", "Copy message");
const about = () => document.getElementById(button().getAttribute("aria-describedby") ?? "")?.textContent;

function pointer(type: string, pointerType: string, target: Element | undefined): void {
  void act(() => void target?.dispatchEvent(new PointerEvent(type, { pointerType, bubbles: true })));
}

it("copies the message under the mouse, says so, and leaves the focus where it was", async () => {
  drawLog();
  pointer("pointerover", "mouse", byTestId("message")[1]);
  expect(button().dataset["shown"]).toBe("true");
  await click(button());
  expect(writeText).toHaveBeenCalledWith("text two");
  expect(one("status").textContent).toBe("Copied");
  const pressed = new MouseEvent("mousedown", { cancelable: true, bubbles: true });
  button().dispatchEvent(pressed);
  expect(pressed.defaultPrevented).toBe(true);

  pointer("pointerover", "mouse", byTestId("message")[0]);
  expect(one("status").textContent).toBe("");
});

it("is shown by a tap and hidden by one beside the messages, but not by a finger that only scrolls", () => {
  drawLog();
  pointer("pointerover", "touch", byTestId("message")[0]);
  expect(button().dataset["shown"]).toBe("false");
  pointer("pointerup", "touch", byTestId("message")[0]);
  expect(about()).toContain("text one");
  expect(button().dataset["shown"]).toBe("true");
  pointer("pointerup", "touch", one("log"));
  expect(button().dataset["shown"]).toBe("false");
});

it("is one stop of the keyboard, at the latest message, and goes through them by the arrow keys", () => {
  drawLog();
  expect(about()).toContain("text three");
  void act(() => button().focus());
  press(button(), "ArrowUp");
  press(button(), "ArrowUp");
  press(button(), "ArrowUp");
  expect(about()).toContain("text one");
  expect(document.activeElement).toBe(button());
  press(button(), "ArrowDown");
  expect(about()).toContain("text two");
});

it("stays at its message when others come", () => {
  const { redraw } = drawLog();
  void act(() => button().focus());
  const more = [...messages, message("four")];
  redraw(<MessageLog chat={chat({ messages: more })} empty="" memory={new Map()} log={log} />);
  expect(about()).toContain("text three");
  expect(document.activeElement).toBe(button());
});

it("stands outside of the log, and is not there without a message", () => {
  drawLog();
  expect(one("log").contains(button())).toBe(false);
  drawLog([]);
  expect(document.querySelector("button")).toBe(null);
});

it("says what to do instead where the browser refused", async () => {
  writeText.mockRejectedValue(new Error("refused"));
  drawLog();
  await click(button());
  expect(one("status").textContent).toBe("Not copied. Select the text instead.");
  expect(button().title).toBe("Not copied. Select the text instead.");
});
