import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { all, byTestId, click, draw, message, NOON, one, PERSON, type } from "../../ui/testing";
import { EmbeddedPanel } from "./EmbeddedPanel";
import { StandalonePage } from "./StandalonePage";
import { actions, app, CHECK_IN, IN_CALL, TALK, WAITING } from "./testing";

const MINUTE = 60_000;

beforeEach(() => {
  vi.resetAllMocks();
  vi.useFakeTimers({ now: NOON + 12 * MINUTE });
});
afterEach(() => vi.useRealTimers());

it.each([
  [1, "You are next"],
  [3, "You are number 3 in line"],
])("tells the place in the queue in words: %s", (place, words) => {
  draw(app({ stage: { ...WAITING, place } }));
  expect(byTestId("queue-status")[0]?.textContent).toContain(words);
});

it.each([
  [3, "You are number 3 in lineReconnecting to the waiting room. Your place is kept."],
  [null, "Reconnecting to the waiting room. Your place is kept."],
])("says that it is being confirmed after a restart, beside the last place: %s", (place, words) => {
  draw(app({ stage: { ...WAITING, place, confirming: true } }));
  expect(document.querySelector(".place > [role=status]")?.textContent).toBe(words);
});

it.each([
  ["yet", "Dr. Elena Rivera isn’t here yet. You keep your place."],
  ["now", "Dr. Elena Rivera isn’t here right now. You keep your place."],
] as const)(
  "says that nobody is here %s, and that the place is kept, in the region that tells it",
  (absence, words) => {
    const team = [{ ...PERSON, presence: "offline" }] as const;
    const { redraw } = draw(app({ team, stage: { ...WAITING, absence } }));
    const place = document.querySelector(".place > [role=status]");
    expect(place?.textContent).toBe(`You are number 3 in line${words}`);
    redraw(app());
    expect(document.querySelector(".place > [role=status]")).toBe(place);
    expect(place?.textContent).toBe("You are number 3 in line");
  },
);

it("tells how long, who is coming, how they are, and their line", () => {
  draw(app({ team: [{ ...PERSON, presence: "away", line: "Running 10 minutes late" }] }));
  const status = byTestId("queue-status")[0]?.textContent;
  for (const fact of ["12 min", "Dr. Elena Rivera", "Family medicine", "Away", "Running 10 minutes late"]) {
    expect(status).toContain(fact);
  }
});

it("says of a wait that has only begun that it has, instead of how long it is", () => {
  const { redraw } = draw(app({ stage: { ...WAITING, arrivedAt: Date.now() - 59_000 } }));
  const wait = () => document.querySelector(".place > p")?.textContent;
  expect(wait()).toBe("You joined just now");
  redraw(app({ stage: { ...WAITING, arrivedAt: Date.now() - MINUTE } }));
  expect(wait()).toBe("Waiting for 1 min");
});

it("has one panel: the chat's region with the waiting view in it, and controls for the whole", async () => {
  draw(app());
  const region = one("region", "Chat with Dr. Elena Rivera");
  expect(region.dataset).toMatchObject({ testid: "chat-box", state: "open" });
  expect(region.querySelector("[data-testid=queue-status]")).not.toBeNull();
  await click(one("button", "Minimize chat"));
  await click(one("button", "Close chat"));
  expect(actions.minimize).toHaveBeenCalledOnce();
  expect(actions.close).toHaveBeenCalledOnce();
});

it.each([
  ["during a visit", {}],
  ["before one", { stage: CHECK_IN, chat: null }],
] as const)("is a bar when minimized %s", async (_, more) => {
  draw(app({ ...more, panel: "minimized", unread: 2 }));
  expect(one("region", "Chat with Dr. Elena Rivera").dataset).toMatchObject({
    testid: "chat-box",
    state: "minimized",
  });
  expect(byTestId("unread-badge")[0]?.textContent).toBe("2");
  expect(byTestId("queue-status")).toEqual([]);
  await click(one("button", "Expand chat"));
  expect(actions.expand).toHaveBeenCalledOnce();
});

it.each([
  ["You are next", { ...WAITING, place: 1 }],
  ["You are number 3 in line", { ...WAITING, place: 3 }],
  ["Dr. Elena Rivera is ready for you", IN_CALL],
  ["Your call has ended", { stage: "ended", reason: "call_ended", mayReturn: true }],
] as const)("says as a bar how far the visit is: %s", (words, stage) => {
  draw(app({ panel: "minimized", stage }));
  expect(byTestId("visit-state")[0]?.textContent).toBe(words);
});

it.each([
  ["while it is open", {}],
  ["before there is one", { panel: "minimized", stage: CHECK_IN, chat: null }],
  ["as long as the place is not known", { panel: "minimized", stage: { ...WAITING, place: null } }],
] as const)("does not say how far the visit is %s", (_, more) => {
  draw(app(more));
  expect(byTestId("visit-state")).toEqual([]);
});

it("draws nothing when closed", () => {
  expect(draw(app({ panel: "closed", chat: null })).root.children).toHaveLength(0);
});

it("offers the call in a page of its own", () => {
  draw(app({ stage: { ...IN_CALL, call: { id: "c1", url: "https://video.example/c1" } } }));
  const join = one("link", "Join the call");
  expect(join.getAttribute("href")).toBe("https://video.example/c1");
  expect(join.getAttribute("target")).toBe("_blank");
  expect(join.getAttribute("rel")).toBe("noopener noreferrer");
});

it("leaves the call to the portal where it has no address", () => {
  const { root } = draw(app({ stage: { ...IN_CALL, call: { id: "c1", url: null } } }));
  expect(root.textContent).toContain("Your call opens on your clinic’s page.");
  expect(all("link")).toEqual([]);
});

it("leaves only once that is confirmed", async () => {
  draw(app());
  await click(one("button", "Leave waiting room"));
  await click(one("button", "Stay"));
  expect(all("dialog")).toEqual([]);
  await click(one("button", "Leave waiting room"));
  expect(actions.leave).not.toHaveBeenCalled();
  await click(one("button", "Leave"));
  expect(actions.leave).toHaveBeenCalledOnce();
});

it.each([
  ["the place while waiting", WAITING, "You lose your place in line, and this conversation ends."],
  ["no place in a call", IN_CALL, "This ends your visit and this conversation."],
] as const)("says before leaving what is lost: %s", async (_, stage, words) => {
  draw(app({ stage }));
  await click(one("button", "Leave waiting room"));
  expect(one("dialog").querySelector("p")?.textContent).toBe(words);
});

it("says before leaving that messages would be lost, and shows that it is at it", async () => {
  draw(app({ stage: { ...WAITING, undelivered: 2 } }));
  let leave: () => void = () => undefined;
  vi.mocked(actions.leave).mockReturnValue(new Promise((resolve) => (leave = resolve)));
  await click(one("button", "Leave waiting room"));
  expect(one("dialog", "Leave the waiting room?").textContent).toContain("2 messages have not been received");
  await click(one("button", "Leave"));
  expect(one("button", "Leaving…")).toHaveProperty("disabled", true);
  await act(async () => {
    leave();
    await vi.advanceTimersByTimeAsync(0);
  });
  expect(one("button", "Leave waiting room")).toHaveProperty("disabled", false);
});

it("says that the visit has ended, keeps the conversation to read, and offers to come back", async () => {
  const talk = { ...TALK, departure: "call_ended", writing: "gone", messages: [message("hi")] } as const;
  const { root } = draw(
    app({ stage: { stage: "ended", reason: "call_ended", mayReturn: true }, chat: talk }),
  );
  expect(root.textContent).toContain("Your call has ended");
  expect(byTestId("departed-notice")[0]?.textContent).toContain(
    "erased when you close it or refresh the page",
  );
  expect((one("textbox") as HTMLTextAreaElement).disabled).toBe(true);
  await click(one("button", "Check in again"));
  expect(actions.restart).toHaveBeenCalledOnce();
});

it("says that another page has the visit, and takes it back", async () => {
  const { root } = draw(app({ stage: { stage: "replaced" }, chat: null }));
  expect(root.textContent).toContain("This visit is open in another tab");
  await click(one("button", "Continue here"));
  expect(actions.takeBack).toHaveBeenCalledOnce();
});

it.each([
  ["token_expired", "Your sign-in has expired", []],
  ["token_wrong_role", "Your sign-in could not be checked", []],
  ["version_unsupported", "newer version", ["Reload"]],
  ["room_full", "cannot take more patients right now", ["Try again"]],
  ["something_new", "Something went wrong", ["Try again"]],
] as const)("says what helps when nothing works: %s", (code, words, ways) => {
  const { root } = draw(app({ stage: { stage: "blocked", problem: { code } }, chat: null }));
  expect(root.textContent).toContain(words);
  expect([...root.querySelectorAll(".notice button")].map((button) => button.textContent)).toEqual(ways);
});

it("offers a window of its own where the page is not secure enough", () => {
  history.replaceState(null, "", "/embed/patient/dr-rivera");
  draw(app({ stage: { stage: "blocked", problem: { code: "crypto_missing" } }, chat: null }));
  expect(one("link", "Open the chat in its own window").getAttribute("href")).toBe("/r/dr-rivera");
});

it("stays calm offline", () => {
  const { root } = draw(app({ connection: "offline" }));
  expect(byTestId("connection-status")[0]?.dataset["state"]).toBe("offline");
  expect(root.textContent).toContain("Your place is kept; messages will be sent when you are back.");
});

it.each([EmbeddedPanel, StandalonePage])("speaks of no place before it was ever connected", (view) => {
  const { root } = draw(app({ connection: "unreached", stage: { stage: "entering" }, chat: null }, view));
  expect(byTestId("connection-status")[0]?.dataset["state"]).toBe("offline");
  expect(root.textContent).toContain("Can’t reach the waiting room. Trying again…");
  expect(root.textContent).not.toContain("place");
});

it("is online while the connection is slow, and says that it is", () => {
  const { root } = draw(app({ connection: "slow" }));
  const [status] = byTestId("connection-status");
  expect([status?.dataset["state"], status?.textContent]).toEqual(["online", "Slow connection"]);
  expect(root.querySelector(".offline-line")).toBeNull();
});

it("says so when too many of its network are connected", () => {
  const { root } = draw(app({ connection: "crowded" }));
  expect(byTestId("connection-status")[0]?.dataset["state"]).toBe("offline");
  expect(root.textContent).toContain("Too many devices on your network are connected.");
});

it.each([EmbeddedPanel, StandalonePage])("does not call a page connected that is not", (view) => {
  draw(app({ connection: null, stage: { stage: "replaced" }, chat: null }, view));
  expect(byTestId("connection-status")).toEqual([]);
});

it("as a page of its own keeps the waiting view and brings a closed chat back", async () => {
  const { redraw } = draw(app({}, StandalonePage));
  const region = one("region", "Chat with Dr. Elena Rivera");
  expect(region.querySelector("[data-testid=queue-status]")).toBeNull();
  one("button", "Close chat").focus();
  redraw(app({ chat: null, unread: 3 }, StandalonePage));
  expect(byTestId("queue-status")).toHaveLength(1);
  expect(byTestId("unread-badge")[0]?.textContent).toBe("3");
  expect(document.activeElement?.textContent).toBe("Open chat3");
  await click(document.activeElement as HTMLElement);
  expect(actions.open).toHaveBeenCalledOnce();
});

it("drops what was made of the offered name when the panel is closed, and keeps what somebody has typed since", () => {
  const name = () => (one("textbox", "Your name") as HTMLInputElement).value;
  const checkIn = (offered: string) => app({ stage: { ...CHECK_IN, name: offered }, chat: null });
  const { redraw } = draw(checkIn("Ana Diaz"));
  type(one("textbox", "Your name"), "Ana Dia");
  redraw(checkIn("")); // the panel was closed
  expect(name()).toBe("");
  type(one("textbox", "Your name"), "Ben");
  redraw(checkIn(""));
  expect(name()).toBe("Ben");
});
