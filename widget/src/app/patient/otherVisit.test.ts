/** A visit to another room: it goes on behind a check-in, is left, or ends. */
import { signal } from "@preact/signals-core";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { makePageKeys, type PageKeys } from "../delivery/sealing";
import { browser, ENTERED, OPENING } from "../live/testing";
import type { FrameMessage } from "../../bridge/frame";
import type { PageConfig } from "../page";
import type { PatientActions, PatientModel } from "../ui/model";
import type { Hello, OwnVisit } from "../protocol/types";
import { keep, recall } from "./keepsake";
import { OtherVisit, takeUp } from "./otherVisit";

const ROOM = "dr-rivera";

const config: PageConfig = {
  room: ROOM,
  role: "patient",
  standalone: false,
  origins: [],
  clinic: { name: "Harbor Street Clinic", logo: null, accents: {}, emergencyLine: null },
  roomInfo: { name: "Dr. Rivera", title: "", open: true, walkIns: true, passcode: false },
};

let keys: PageKeys;
let ring: ReturnType<typeof vi.fn<() => void>>;

beforeAll(async () => {
  keys = await makePageKeys();
});
beforeEach(() => {
  browser.install();
  ring = vi.fn<() => void>();
});
afterEach(() => {
  browser.uninstall();
  sessionStorage.clear();
});

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const hear = (event: object) => browser.socket.hear(`42/patient,${JSON.stringify(["event", event])}`);
const own = (more: Partial<OwnVisit> = {}): OwnVisit => ({
  id: "v1",
  arrivedAt: 1,
  status: "waiting",
  place: 2,
  call: null,
  ...more,
});

/** A page behind which the visit goes on, as far as it has got a connection. */
async function begin(): Promise<OtherVisit> {
  keep(ROOM, { ticket: "ticket of v1", name: "Ana Diaz", visit: "v1", sound: true });
  const visit = new OtherVisit({ config, keys, host: null, behind: true, ring });
  await wait(0);
  browser.socket.hear(OPENING);
  return visit;
}

function letIn(): void {
  const room = { slug: ROOM, name: "Dr. Rivera", title: "", patientsWriteFirst: true };
  browser.socket.hear(ENTERED);
  hear({ type: "patient_snapshot", now: 1, room, visit: own(), ticket: "ticket of v1", team: [] });
}

async function refuse(code: string): Promise<void> {
  browser.socket.hear(`44/patient,${JSON.stringify({ message: "No.", data: { code } })}`);
  await wait(0);
}

const sent = () => browser.socket.sent.join("\n");
const state = (visit: OtherVisit) => visit.model.value?.state;

it("shows the ticket alone, and says that the visit goes on once the server has said so", async () => {
  const visit = await begin();
  expect(visit.model.value).toBeNull();
  const hello = JSON.parse((browser.socket.sent[0] ?? "").replace("40/patient,", "")) as Hello;
  expect(hello).toMatchObject({ room: ROOM, ticket: "ticket of v1", token: null, returning: false });
  letIn();
  expect(visit.model.value).toMatchObject({ room: ROOM, name: "Dr. Rivera", state: "waiting", place: 2 });
});

it("tells of a call and rings where the patient wanted that", async () => {
  const visit = await begin();
  letIn();
  hear({
    type: "own_visit_changed",
    visit: own({ status: "in_call", place: null, call: { id: "c1", url: null } }),
    ticket: null,
  });
  expect([state(visit), visit.call]).toEqual(["called", "c1"]);
  expect(ring).toHaveBeenCalledOnce();
});

it("is forgotten, without a word, where the visit is over; a language that was chosen stays", async () => {
  sessionStorage.setItem("waitside:language:patient", "es");
  const visit = await begin();
  await refuse("patient_left");
  expect([state(visit), recall(ROOM)]).toEqual([undefined, null]);
  expect(sessionStorage.getItem("waitside:language:patient")).toBe("es");
});

it("is kept where the server refuses it for another reason", async () => {
  const visit = await begin();
  await refuse("not_ready");
  expect([state(visit), recall(ROOM)?.ticket]).toEqual([undefined, "ticket of v1"]);
});

it("is left on the server, and forgotten then", async () => {
  const visit = await begin();
  letIn();
  void visit.leave();
  await wait(0);
  expect(sent()).toContain('"leave"');
  expect([visit.model.value?.leaving, recall(ROOM)?.ticket]).toEqual(["busy", "ticket of v1"]);
  hear({ type: "own_visit_ended", reason: "left" });
  expect([state(visit), recall(ROOM)]).toEqual([undefined, null]);
  expect(browser.socket.closed).toBe(true);
});

it("is kept when it cannot be left", async () => {
  const visit = await begin();
  letIn();
  browser.socket.end();
  void visit.leave();
  await wait(10_000);
  expect([visit.model.value?.leaving, recall(ROOM)?.ticket]).toEqual(["failed", "ticket of v1"]);
});

it("is taken from the page that has it before it is left, by a connection of its own", async () => {
  const visit = await begin();
  await refuse("taken_over");
  expect(state(visit)).toBe("waiting");
  const before = browser.socket;
  void visit.leave();
  await wait(0);
  expect(browser.socket).not.toBe(before);
  browser.socket.hear(OPENING);
  letIn();
  await wait(0);
  expect(sent()).toContain('"leave"');
});

it("ends without a word after a ticket that this server cannot read, and is asked about again by the next page", async () => {
  const visit = await begin();
  letIn();
  browser.socket.end();
  await wait(300);
  await browser.answerKnock();
  browser.socket.hear(OPENING);
  await refuse("token_invalid");
  expect([state(visit), recall(ROOM)?.ticket]).toEqual([undefined, "ticket of v1"]);
  const sockets = browser.sockets.length;
  await begin();
  expect(browser.sockets.length).toBe(sockets + 1);
});

it("is given up, whether it could be left or not", async () => {
  const visit = await begin();
  letIn();
  browser.socket.end();
  void visit.giveUp();
  await wait(10_000);
  expect(recall(ROOM)).toBeNull();
  const sockets = browser.sockets.length;
  await wait(60_000);
  expect(browser.sockets.length).toBe(sockets);
});

it("is told to the page around until the patient is in the other line, and does not speak for that one later", async () => {
  keep(ROOM, { ticket: "ticket of v1", name: "Ana Diaz", visit: "v1" });
  const told: FrameMessage[] = [];
  const visits = () => told.flatMap((each) => (each.type === "visit" ? [[each.state, each.room]] : []));
  const host = {
    options: { token: null, name: null, lang: null },
    report: (message: FrameMessage) => void told.push(message),
    onCommand: () => undefined,
    renewToken: () => Promise.resolve(null),
  };
  const at = (stage: string) => ({ stage: { stage }, unread: 0 }) as PatientModel;
  const model = signal(at("check_in"));
  const open = vi.fn<() => void>();
  const actions = { open, expand: () => undefined } as unknown as PatientActions;
  vi.useRealTimers();
  await takeUp(ROOM, { model, actions }, { config: { ...config, room: "dr-okafor" }, host, ring });
  await vi.waitFor(() => browser.socket);
  browser.socket.hear(OPENING);
  letIn();
  expect(visits().at(-1)).toEqual(["waiting", ROOM]);
  hear({
    type: "own_visit_changed",
    visit: own({ status: "in_call", place: null, call: { id: "c1", url: null } }),
    ticket: null,
  });
  expect(visits().at(-1)).toEqual(["called", ROOM]);
  expect(open).toHaveBeenCalledOnce();
  model.value = at("visiting");
  await vi.waitFor(() => expect(sent()).toContain('"leave"'));
  hear({ type: "own_visit_ended", reason: "left" });
  await vi.waitFor(() => expect(recall(ROOM)).toBeNull());
  model.value = at("ended");
  expect(visits().at(-1)).toEqual(["called", ROOM]);
});
