import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { EndingRow, ProviderModel } from "../../../ui/model";
import { all, byTestId, chat, click, draw, one } from "../../../ui/testing";
import { ProviderApp } from "../ProviderApp";
import { makeActions, model, row } from "../testing";

let actions: ReturnType<typeof makeActions>;
const app = (more: Partial<ProviderModel> = {}) => <ProviderApp model={model(more)} actions={actions} />;

beforeEach(() => {
  vi.useFakeTimers();
  actions = makeActions();
});
afterEach(() => vi.useRealTimers());

async function passes(ms: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
}

function ending(visit: string, more: Partial<EndingRow> = {}): EndingRow {
  const undo = { until: performance.now() + 6_000, within: 6_000 };
  return { visit, name: visit, departure: "removed", undo, problem: null, ...more };
}

it("says what happened, once, and offers to undo it", async () => {
  const { root, redraw } = draw(app());
  expect(byTestId("undo")).toEqual([]);
  redraw(app({ queue: [row("Ben")], ending: [ending("Ana")] }));
  const [undo] = byTestId("undo");
  expect(undo?.getAttribute("role")).toBe("status");
  expect(undo?.getAttribute("aria-live")).toBe("off");
  expect(undo?.textContent).toContain("Ana was removed from the queue.");
  expect(root.querySelector("[aria-live=polite].unseen")?.textContent).toBe(
    "Ana was removed from the queue. Undo",
  );
  await click(one("button", "Undo"));
  expect(actions.undo).toHaveBeenCalledExactlyOnceWith("Ana");
});

it("offers each of several, the newest first", () => {
  const until = performance.now() + 5_000;
  const older = ending("Ana", { departure: "call_ended", undo: { until, within: 6_000 } });
  draw(app({ queue: [], ending: [older, ending("Ben")] }));
  const described = all("button", "Undo").map(
    (each) => document.getElementById(each.getAttribute("aria-describedby") ?? "")?.textContent,
  );
  expect(described).toEqual(["Ben was removed from the queue.", "The call with Ana has ended."]);
});

it("offers nothing for what a colleague ended, or once its time is over", () => {
  draw(app({ queue: [], ending: [ending("Ana", { undo: null })] }));
  expect(byTestId("undo")).toEqual([]);
});

it("shows the time that is left, every second", async () => {
  draw(app({ ending: [ending("Ana", { undo: { until: performance.now() + 4_000, within: 8_000 } })] }));
  const share = () => document.querySelector<HTMLElement>(".undo-time")?.style.transform;
  await passes(0);
  expect(share()).toBe("scaleX(0.375)");
  await passes(1_000);
  expect(share()).toBe("scaleX(0.25)");
  await passes(9_000);
  expect(share()).toBe("scaleX(0)");
});

it("takes no focus, and gives it to the row that is back, or to the queue", async () => {
  const { redraw } = draw(app());
  const gone = app({ queue: [row("Ben")], ending: [ending("Ana")] });
  redraw(gone);
  expect(document.activeElement).toBe(document.body);
  one("button", "Undo").focus();
  redraw(app());
  await act(() => Promise.resolve());
  expect(document.activeElement).toBe(one("button", "More options for Ana"));
  redraw(gone);
  one("button", "Undo").focus();
  redraw(app({ queue: [row("Ben")] }));
  await act(() => Promise.resolve());
  expect(document.activeElement).toBe(document.getElementById("queue-title"));
  redraw(gone);
  one("button", "More options for Ben").focus();
  redraw(app());
  await act(() => Promise.resolve());
  expect(document.activeElement).toBe(one("button", "More options for Ben"));
});

it("leaves the window at once, and is said once that is closed", async () => {
  const { root, redraw } = draw(app());
  await click(one("button", "More options for Ana"));
  const heard: [string, boolean][] = [];
  const region = root.querySelector("[aria-live=polite].unseen");
  const observer = new MutationObserver(() =>
    heard.push([region?.textContent ?? "", byTestId("patient-window").length > 0]),
  );
  observer.observe(root, { childList: true, subtree: true, characterData: true });
  actions.remove.mockImplementation(() => {
    redraw(app({ queue: [row("Ben")], ending: [ending("Ana")] }));
    return Promise.resolve(null);
  });
  await click(one("button", "Remove from queue"));
  expect(byTestId("patient-window")).toEqual([]);
  observer.disconnect();
  expect(region?.textContent).toBe("Ana was removed from the queue. Undo");
  expect(heard.filter(([text, open]) => text !== "" && open)).toEqual([]);
});

it("says only what was not said yet", () => {
  const spoken = () => document.querySelector("[aria-live=polite].unseen")?.textContent;
  const ana = ending("Ana", { undo: { until: performance.now() + 20_000, within: 20_000 } });
  const ben = ending("Ben");
  const { redraw } = draw(app({ queue: [], ending: [ana] }));
  expect(spoken()).toBe("Ana was removed from the queue. Undo");
  redraw(app({ queue: [], ending: [ana, ben] }));
  expect(spoken()).toBe("Ben was removed from the queue. Undo");
  redraw(app({ queue: [row("Ben")], ending: [ana] }));
  expect(spoken()).toBe("");
});

it("says that an end did not happen, or was undone too late, until that is closed", async () => {
  const failed = (code: string, more: Partial<EndingRow> = {}) => [
    ending("Ana", { undo: null, problem: { code }, ...more }),
  ];
  const said = () => all("alert").map(({ textContent }) => textContent);
  const { redraw } = draw(app({ ending: failed("not_told") }));
  expect(said()).toEqual(["Ana was not removed from the queue. There was no connection."]);
  redraw(app({ ending: failed("not_allowed", { departure: "call_ended" }) }));
  expect(said()).toEqual(["The call with Ana was not ended. You may not do that in this room."]);
  redraw(app({ queue: [row("Ben")], ending: failed("too_late") }));
  expect(said()).toEqual(["Too late to undo. Ana was removed from the queue."]);
  await click(one("button", "Close"));
  expect(actions.undo).toHaveBeenCalledExactlyOnceWith("Ana");
});

it("is not all that the chat says, where the patient leaves meanwhile", () => {
  const spoken = () =>
    [...document.querySelectorAll("[aria-live=polite].unseen")]
      .map((each) => each.textContent)
      .filter(Boolean);
  const gone = (departure: "removed" | "left") =>
    chat({ visit: "Ana", name: "Ana", departure, writing: "gone" });
  const { redraw } = draw(app({ chat: chat({ visit: "Ana", name: "Ana" }) }));
  redraw(app({ queue: [row("Ben")], ending: [ending("Ana")], chat: gone("removed") }));
  redraw(app({ queue: [row("Ben")], chat: gone("left") }));
  expect(spoken()).toEqual(["Ana has left the waiting room."]);
});

it("is not said again by the chat, whose patient counts as gone, not even once its time is over", () => {
  const spoken = () =>
    [...document.querySelectorAll("[aria-live=polite].unseen")]
      .map((each) => each.textContent)
      .filter(Boolean);
  const gone = chat({ visit: "Ana", name: "Ana", departure: "removed", writing: "gone" });
  const { redraw } = draw(app({ chat: chat({ visit: "Ana", name: "Ana" }) }));
  redraw(app({ queue: [row("Ben")], ending: [ending("Ana")], chat: gone }));
  expect(spoken()).toEqual(["Ana was removed from the queue. Undo"]);
  redraw(app({ queue: [row("Ben")], chat: gone }));
  expect(spoken()).toEqual([]);
  redraw(app({ chat: chat({ visit: "Ana", name: "Ana" }) }));
  redraw(app({ queue: [row("Ben")], chat: gone }));
  expect(spoken()).toEqual(["Ana was removed from the queue."]);
});

it("by a colleague gives the focus back to who was writing, once it is undone", () => {
  const field = () => document.querySelector("textarea");
  const here = app({ chat: chat({ visit: "Ana", name: "Ana" }) });
  const gone = app({
    queue: [row("Ben")],
    ending: [ending("Ana", { undo: null })],
    chat: chat({ visit: "Ana", name: "Ana", departure: "removed", writing: "gone" }),
  });
  const { redraw } = draw(here);
  field()?.focus();
  redraw(gone);
  expect(document.activeElement).not.toBe(field());
  redraw(here);
  expect(document.activeElement).toBe(field());
  redraw(gone);
  one("button", "More options for Ben").focus();
  redraw(here);
  expect(document.activeElement).toBe(one("button", "More options for Ben"));
});
