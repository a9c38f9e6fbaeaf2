import { describe, expect, it } from "vitest";
import { EMPTY, step, type ChatState, type Input, type Message } from "../chatbox";
import type { OwnVisit } from "../protocol/types";
import { ServerClock } from "../session/clock";
import { drawPatient, OWN, type PatientState, type Stage } from "./model";

const visit: OwnVisit = { id: "v", arrivedAt: 1, status: "waiting", place: 2, call: null };
const visiting: Stage = { stage: "visiting", visit };
const message = (direction: Message["direction"]): Input => ({
  type: "message_added",
  visit: OWN,
  message: { id: direction, direction, text: "hello", at: 1, by: null, status: "delivered" },
});

function run(...inputs: readonly Input[]): ChatState {
  const opened: Input[] = [
    { type: "visit_present", visit: OWN },
    { type: "chat_opened", visit: OWN },
  ];
  return [...opened, ...inputs].reduce((state, input) => step(state, input).state, EMPTY);
}

function draw(changes: Partial<PatientState> = {}) {
  const room = { slug: "r", name: "Dr. Rivera", title: "", patientsWriteFirst: true };
  const state = { stage: visiting, connection: "online", room, team: [] } as const;
  return drawPatient({ ...state, chat: run(), typing: new Set(), ...changes }, new ServerClock());
}

describe("what a patient is shown", () => {
  it("names the room while no provider is there", () => {
    expect(draw().team.map(({ name, presence }) => [name, presence])).toEqual([["Dr. Rivera", "offline"]]);
    expect(draw().chat?.name).toBe("Dr. Rivera");
  });

  it("lets the patient write first, unless the clinic wants to be first", () => {
    const room = { slug: "r", name: "", title: "", patientsWriteFirst: false };
    expect(draw().chat?.writing).toBe("allowed");
    expect(draw({ room }).chat?.writing).toBe("not_first");
    expect(draw({ room, chat: run(message("received")) }).chat?.writing).toBe("allowed");
    expect(draw({ room, chat: run(message("sent")) }).chat?.writing).toBe("not_first");
  });

  it("takes no messages once the visit has ended, or another page has it", () => {
    expect(draw({ stage: { stage: "ended", reason: "left", mayReturn: true } }).chat?.writing).toBe("gone");
    expect(draw({ stage: { stage: "replaced" } }).chat).toBeNull();
  });

  it("keeps the chat of a page that is refused after it was let in", () => {
    const blocked = { stage: "blocked", problem: { code: "not_allowed" } } as const;
    expect(draw({ stage: { ...blocked, admitted: true } }).chat?.writing).toBe("allowed");
    expect(draw({ stage: { ...blocked, admitted: false } }).chat).toBeNull();
  });

  it("says nothing of a connection where there is none to wait for", () => {
    const over: readonly Stage[] = [
      { stage: "ended", reason: "left", mayReturn: true },
      { stage: "replaced" },
      { stage: "blocked", problem: { code: "token_expired" }, admitted: false },
    ];
    expect(over.map((stage) => draw({ stage }).connection)).toEqual([null, null, null]);
    expect(draw({ connection: "offline" }).connection).toBe("offline");
  });

  it("has no chat before the visit, nor while the panel is closed", () => {
    const door: Stage = { stage: "check_in", passcode: false, busy: false, problem: null };
    expect(draw({ stage: door }).chat).toBeNull();
    expect(draw({ chat: run({ type: "closed" }, message("received")) })).toMatchObject({
      chat: null,
      panel: "closed",
      unread: 1,
    });
  });
});
