import { beforeEach, expect, it, vi } from "vitest";
import { byTestId, click, draw, one, type } from "../../ui/testing";
import { actions, app, CHECK_IN } from "./testing";

beforeEach(() => {
  vi.resetAllMocks();
});

it("checks in with a name, and says what becomes of it", async () => {
  const { root } = draw(app({ stage: CHECK_IN, chat: null }));
  expect(byTestId("check-in")).toHaveLength(1);
  expect(root.textContent).toContain("Nothing is stored.");
  type(one("textbox", "Your name"), "Ana Diaz");
  await click(one("button", "Check in"));
  expect(actions.checkIn).toHaveBeenCalledExactlyOnceWith("Ana Diaz", "");
});

it("asks for the passcode where the room has one, and points at the wrong one", async () => {
  const { redraw } = draw(app({ stage: { ...CHECK_IN, passcode: true }, chat: null }));
  type(one("textbox", "Your name"), "Ana");
  type(one("textbox", "Passcode"), "4712");
  await click(one("button", "Check in"));
  expect(actions.checkIn).toHaveBeenCalledExactlyOnceWith("Ana", "4712");
  redraw(app({ stage: { ...CHECK_IN, passcode: true, problem: { code: "wrong_passcode" } }, chat: null }));
  expect(one("alert").textContent).toContain("This passcode is not right");
  expect(document.activeElement).toBe(one("textbox", "Passcode"));
  expect((one("textbox", "Your name") as HTMLInputElement).value).toBe("Ana");
});

it("keeps a typed name while the panel is minimized or closed", () => {
  const { redraw } = draw(app({ stage: CHECK_IN, chat: null }));
  type(one("textbox", "Your name"), "Ana");
  redraw(app({ stage: CHECK_IN, chat: null, panel: "minimized" }));
  redraw(app({ stage: CHECK_IN, chat: null, panel: "closed" }));
  redraw(app({ stage: CHECK_IN, chat: null }));
  expect((one("textbox", "Your name") as HTMLInputElement).value).toBe("Ana");
});

it("offers the name of who checks in again, selected, so that typing replaces it", () => {
  const { redraw } = draw(app());
  redraw(app({ stage: { ...CHECK_IN, name: "Ana Diaz" }, chat: null }));
  const field = one("textbox", "Your name") as HTMLInputElement;
  const selected = () => field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
  expect([document.activeElement, selected()]).toEqual([field, "Ana Diaz"]);
  field.setSelectionRange(3, 3);
  field.click();
  expect(selected()).toBe("Ana Diaz");
  type(field, "Ana D");
  field.setSelectionRange(3, 3);
  field.click();
  expect(selected(), "what was typed is edited").toBe("");
});

it("shows that it is checking in", () => {
  draw(app({ stage: { ...CHECK_IN, busy: true }, chat: null }));
  expect(one("button", "Checking in…").getAttribute("aria-disabled")).toBe("true");
});

it.each([
  ["room_closed", "closed"],
  ["portal_only", "portal"],
])("says why nobody can check in: %s", (code, words) => {
  const { root } = draw(app({ stage: { stage: "unavailable", problem: { code } }, chat: null }));
  expect(root.textContent).toContain(words);
  expect(byTestId("check-in")).toEqual([]);
});
