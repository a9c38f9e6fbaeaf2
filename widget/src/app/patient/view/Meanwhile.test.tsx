import { act } from "preact/test-utils";
import { expect, it } from "vitest";
import { byTestId, draw, message, PERSON } from "../../ui/testing";
import { EmbeddedPanel } from "./EmbeddedPanel";
import { StandalonePage } from "./StandalonePage";
import { app, IN_CALL, TALK, WAITING } from "./testing";

const EMERGENCY = "In an emergency call 911. Our nurse line: 555-0100";
const NEXT = `${PERSON.name} will start the call here. Keep this page open.`;
const WRITE = "You can write to your care team while you wait.";
const READY = "It helps to have your questions ready.";
const SAID = { messages: [message("one")] };
const SECRET = "Only your care team can read this. Nothing is stored.";
const HELP = "Urgent help";

/** Draws, and waits for what is loaded later. */
async function drawn(...args: Parameters<typeof app>) {
  const { redraw, root } = draw(app(...args));
  await settle();
  return { root, redraw: (...next: typeof args) => redraw(app(...next)) };
}

/** Until the parts that come later are there: their files and the texts. */
async function settle(): Promise<void> {
  await act(async () => {
    await (await import("./Meanwhile")).withTexts();
  });
}

const text = (id: string) => byTestId(id).map(({ textContent }) => textContent);
const log = () => document.querySelector("[role=log]")?.textContent;

it("says in the empty log what happens next, what to do meanwhile, and the emergency line", async () => {
  await drawn({}, EmbeddedPanel, EMERGENCY);
  expect(log()).toBe(`${NEXT}${WRITE} ${READY}${EMERGENCY}${SECRET}`);
  expect(byTestId("queue-status")[0]?.textContent).not.toContain(HELP);
});

it("has no emergency line where the clinic has none", async () => {
  const { redraw } = await drawn({});
  expect(text("emergency-line")).toEqual([]);
  redraw({ chat: { ...TALK, ...SAID } });
  await settle();
  expect(document.querySelector("details")).toBeNull();
});

it("offers no writing where patients may not write first", async () => {
  await drawn({ chat: { ...TALK, writing: "not_first" } }, EmbeddedPanel, EMERGENCY);
  expect(text("meanwhile")).toEqual([`${NEXT} ${READY}${EMERGENCY}`]);
});

it.each([
  ["nobody is there", { team: [{ ...PERSON, presence: "offline" }], stage: { ...WAITING, absence: "yet" } }],
  ["the place is being confirmed", { stage: { ...WAITING, place: null, confirming: true } }],
  ["the page is offline", { connection: "offline" }],
] as const)("says it also while %s", async (_, more) => {
  await drawn(more, EmbeddedPanel, EMERGENCY);
  expect(text("meanwhile")).toEqual([`${NEXT}${WRITE} ${READY}${EMERGENCY}`]);
});

it("gives the room to messages, and keeps the emergency line within reach", async () => {
  const { redraw } = await drawn({}, EmbeddedPanel, EMERGENCY);
  redraw({ chat: { ...TALK, ...SAID } }, EmbeddedPanel, EMERGENCY);
  await settle();
  expect(byTestId("meanwhile")).toEqual([]);
  const [line] = byTestId("emergency-line");
  expect(line?.closest("[data-testid=queue-status]")).not.toBeNull();
  const details = line?.closest("details");
  expect([details?.open, details?.querySelector("summary")?.textContent]).toEqual([false, HELP]);
});

it("says nothing of a call to come in one", async () => {
  await drawn({ stage: IN_CALL }, EmbeddedPanel, EMERGENCY);
  expect(log()).toBe(SECRET);
  expect(text("emergency-line")).toEqual([EMERGENCY]);
});

it.each([
  ["a visit that has ended", { stage: { stage: "ended", reason: "removed", mayReturn: true }, chat: null }],
  ["a closed room", { stage: { stage: "unavailable", problem: { code: "room_closed" } }, chat: null }],
] as const)("shows the emergency line with %s", async (_, more) => {
  await drawn(more, EmbeddedPanel, EMERGENCY);
  const [line] = byTestId("emergency-line");
  expect([line?.textContent, line?.closest("details")?.open]).toEqual([EMERGENCY, true]);
});

it("folds the emergency line over a conversation that has ended", async () => {
  const over = { ...TALK, ...SAID, writing: "gone", departure: "call_ended" } as const;
  const stage = { stage: "ended", reason: "call_ended", mayReturn: true } as const;
  await drawn({ stage, chat: over }, EmbeddedPanel, EMERGENCY);
  expect(byTestId("emergency-line")[0]?.closest("details")?.open).toBe(false);
});

it("says it on a page of its own once, wherever the chat is", async () => {
  const { redraw } = await drawn({}, StandalonePage, EMERGENCY);
  expect(byTestId("meanwhile")[0]?.closest("[role=log]")).not.toBeNull();
  for (const chat of [{ ...TALK, state: "minimized" } as const, null]) {
    redraw({ chat }, StandalonePage, EMERGENCY);
    await settle();
    expect(text("meanwhile")).toHaveLength(1);
    expect(byTestId("meanwhile")[0]?.closest("main")).not.toBeNull();
  }
  redraw({ chat: { ...TALK, ...SAID, state: "minimized" } }, StandalonePage, EMERGENCY);
  await settle();
  expect([text("meanwhile"), text("emergency-line")]).toEqual([[], [EMERGENCY]]);
});

it("links numbers, in the clinic's own direction", async () => {
  await drawn({}, EmbeddedPanel, EMERGENCY);
  const [line] = byTestId("emergency-line");
  expect(line?.dir).toBe("auto");
  const links = [...(line?.querySelectorAll("a") ?? [])];
  expect(links.map((link) => [link.getAttribute("href"), link.textContent])).toEqual([
    ["tel:911", "911"],
    ["tel:5550100", "555-0100"],
  ]);
});
