import { beforeEach, expect, it } from "vitest";
import type { ProviderModel } from "../../../ui/model";
import { all, byTestId, chat, click, draw, one } from "../../../ui/testing";
import { ProviderApp } from "../ProviderApp";
import { makeActions, model, row } from "../testing";

let actions: ReturnType<typeof makeActions>;
const app = (more: Partial<ProviderModel> = {}) => <ProviderApp model={model(more)} actions={actions} />;
const button = (name: string) => one("button", name) as HTMLButtonElement;

beforeEach(() => (actions = makeActions()));

async function openWindow(more: Partial<ProviderModel> = {}) {
  const drawn = draw(app(more));
  await click(button("More options for Ana"));
  return drawn;
}

const IN_CALL = row("Ana", {
  status: "in_call",
  call: { id: "c1", url: "https://video.example/c1" },
  mayEndCall: true,
});

it("opens from the three dots, with all that is known and the focus on Chat", async () => {
  await openWindow({ queue: [row("Ana", { reference: "HS-1", connected: false })] });
  const dialog = one("dialog", "Patient information");
  expect(dialog.dataset["testid"]).toBe("patient-window");
  for (const fact of ["Ana", "Waiting", "Reconnecting…", "HS-1"]) expect(dialog.textContent).toContain(fact);
  expect(document.activeElement).toBe(button("Chat"));
});

it("closes on its X and gives the focus back to the three dots", async () => {
  await openWindow();
  await click(button("Close"));
  expect(all("dialog")).toEqual([]);
  expect(document.activeElement).toBe(button("More options for Ana"));
});

it("goes to the chat, with the focus in the composer", async () => {
  const { redraw } = await openWindow();
  await click(button("Chat"));
  expect(actions.openChat).toHaveBeenCalledExactlyOnceWith("Ana");
  redraw(app({ chat: chat({ visit: "Ana", name: "Ana" }) }));
  expect(all("dialog")).toEqual([]);
  expect(document.activeElement).toBe(one("textbox", "Message Ana"));
});

it("starts a call and then offers to join and to end it", async () => {
  const { redraw } = await openWindow();
  await click(button("Start call"));
  expect(actions.startCall).toHaveBeenCalledExactlyOnceWith("Ana");
  redraw(app({ queue: [IN_CALL], inCallWith: "Ana" }));
  expect(all("button", "Start call")).toEqual([]);
  const join = one("link", "Join call");
  expect(join.getAttribute("href")).toBe("https://video.example/c1");
  expect(join.getAttribute("rel")).toBe("noopener noreferrer");
  await click(button("End call"));
  expect(actions.endCall).toHaveBeenCalledExactlyOnceWith("Ana");
  expect(all("dialog")).toEqual([]);
});

it("starts no second call, names the patient of the first, and goes there", async () => {
  await openWindow({ inCallWith: "Ben" });
  expect(button("Start call").disabled).toBe(true);
  expect(one("dialog").textContent).toContain("You are in a call with Ben.");
  await click(button("Go to Ben"));
  expect(actions.openChat).toHaveBeenCalledExactlyOnceWith("Ben");
  expect(all("dialog")).toEqual([]);
});

it("does not offer to end a colleague's call", async () => {
  await openWindow({ queue: [{ ...IN_CALL, mayEndCall: false }] });
  expect(all("button", "End call")).toEqual([]);
});

it("removes the patient, and closes", async () => {
  await openWindow();
  await click(button("Remove from queue"));
  expect(actions.remove).toHaveBeenCalledExactlyOnceWith("Ana");
  expect(all("dialog")).toEqual([]);
});

it.each([
  ["patient_left", "This patient has left."],
  ["something_new", "That did not work. Please try again."],
])("stays open with a problem in words: %s", async (code, words) => {
  actions.startCall.mockResolvedValue({ code });
  await openWindow();
  await click(button("Start call"));
  expect(one("alert").textContent).toBe(words);
  expect(button("Start call").disabled).toBe(false);
});

it("says when the patient leaves meanwhile, and offers nothing for them any more", async () => {
  const { redraw } = await openWindow();
  redraw(app({ queue: [row("Ben")] }));
  expect(byTestId("patient-window")[0]?.textContent).toContain("Ana has left.");
  expect(all("button", "Chat")).toEqual([]);
  await click(button("Close"));
  expect(document.activeElement?.textContent).toBe("Patient queue");
});
