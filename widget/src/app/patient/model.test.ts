import { describe, expect, it } from "vitest";
import { EMPTY, step, type ChatState, type Input, type Message } from "../chatbox";
import type { OwnVisit, TeamPage } from "../protocol/types";
import { ServerClock } from "../session/clock";
import { drawPatient, OWN, visiting, type PatientState, type Stage } from "./model";

const visit: OwnVisit = { id: "v", arrivedAt: 1, status: "waiting", place: 2, call: null };
const waiting: Stage = { stage: "visiting", visit, lastPlace: 2 };
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
  const state = { stage: waiting, connection: "online", room, team: [], met: false, heard: null } as const;
  return drawPatient({ ...state, chat: run(), typing: new Set(), ...changes }, new ServerClock());
}

function provider(name: string, connected = true): TeamPage {
  const page = { id: name, key: "key", connected, since: 0 };
  return { page, provider: { id: name, name, title: "", photo: null, line: "" }, presence: "online" };
}

describe("who is there", () => {
  const absence = (changes: Partial<PatientState>) => {
    const { stage } = draw(changes);
    return stage.stage === "visiting" && stage.absence;
  };

  it("is nobody yet, or nobody now once somebody was", () => {
    expect(absence({})).toBe("yet");
    expect(absence({ met: true })).toBe("now");
    expect(absence({ met: true, team: [provider("Dr. Rivera", false)] })).toBe("now");
    expect(absence({ team: [provider("Dr. Rivera")] })).toBeNull();
    expect(absence({ team: [provider("Dr. Rivera", false), provider("Dr. Okafor")] })).toBeNull();
  });

  it("is not told in a call, nor while the waiting room is put together again", () => {
    expect(
      absence({
        stage: { stage: "visiting", visit: { ...visit, status: "in_call", place: null }, lastPlace: null },
      }),
    ).toBeNull();
    expect(absence({ stage: visiting(waiting, { ...visit, place: null }) })).toBeNull();
  });

  it("decides whether messages wait", () => {
    expect(draw().chat?.waits).toBe(true);
    expect(draw({ team: [provider("Dr. Rivera")] }).chat?.waits).toBe(false);
  });

  it("is the room while several are known and none is there, and the one who is known alone", () => {
    const gone = [provider("Dr. Okafor", false), provider("Dr. Patel", false)];
    const names = (team: readonly TeamPage[]) => draw({ team }).team.map(({ name }) => name);
    expect(names(gone)).toEqual(["Dr. Rivera"]);
    expect(names(gone.slice(1))).toEqual(["Dr. Patel"]);
    expect(names([...gone, provider("Dr. Cho")])).toEqual(["Dr. Cho", "Dr. Okafor", "Dr. Patel"]);
  });

  it("has the room's name where the clinic has told none", () => {
    expect(draw({ team: [provider("")] }).team.map(({ name, presence }) => [name, presence])).toEqual([
      ["Dr. Rivera", "online"],
    ]);
  });
});

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
    const door: Stage = {
      stage: "check_in",
      name: "",
      passcode: false,
      busy: false,
      problem: null,
      elsewhere: null,
    };
    expect(draw({ stage: door }).chat).toBeNull();
    expect(draw({ chat: run({ type: "closed" }, message("received")) })).toMatchObject({
      chat: null,
      panel: "closed",
      unread: 1,
    });
  });
});

describe("the place in the queue", () => {
  const unknown: OwnVisit = { ...visit, place: null };
  const entering: Stage = { stage: "entering" };
  const placeAfter = (before: Stage, ...visits: readonly OwnVisit[]) =>
    draw({ stage: visits.reduce(visiting, before) }).stage;

  it("is what the server has told", () => {
    expect(placeAfter(entering, visit)).toMatchObject({ place: 2, confirming: false });
  });

  it("stays as it was last while a restarted server does not know it, and is new when it does", () => {
    expect(placeAfter(entering, visit, unknown)).toMatchObject({ place: 2, confirming: true });
    expect(placeAfter(entering, visit, unknown, unknown)).toMatchObject({ place: 2, confirming: true });
    expect(placeAfter(entering, visit, unknown, { ...visit, place: 1 })).toMatchObject({
      place: 1,
      confirming: false,
    });
  });

  it("is not known where none was told, as after a reload", () => {
    expect(placeAfter(entering, unknown)).toMatchObject({ place: null, confirming: true });
  });

  it("is never that of another visit, nor that of before a call", () => {
    expect(placeAfter(entering, visit, { ...unknown, id: "w" })).toMatchObject({
      place: null,
      confirming: true,
    });
    const inCall: OwnVisit = { ...unknown, status: "in_call" };
    expect(placeAfter(entering, visit, inCall)).toMatchObject({ place: null, confirming: false });
    expect(placeAfter(entering, visit, inCall, unknown)).toMatchObject({ place: null, confirming: true });
  });
});
