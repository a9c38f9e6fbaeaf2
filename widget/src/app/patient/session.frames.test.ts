/** What has come to a patient's page, and waits for the next frame, when the visit ends. */
import { afterAll, afterEach, beforeEach, expect, it, vi } from "vitest";
import { makePageKeys, seal, sharedKey, type PageKeys } from "../delivery/sealing";
import { browser, ENTERED, OPENING } from "../live/testing";
import type { PatientEvent, TeamPage } from "../protocol/types";
import { keep } from "./keepsake";
import { PatientSession } from "./session";

const frames: (() => void)[] = [];
vi.mock("../session/frame", () => ({
  nextFrame: () => new Promise<void>((resolve) => frames.push(resolve)),
}));

beforeEach(() => browser.install());
afterEach(() => {
  browser.uninstall();
  sessionStorage.clear();
});
afterAll(() => {
  for (const each of frames.splice(0)) each();
});

function tell(event: PatientEvent): void {
  browser.socket.hear(`42/patient,${JSON.stringify(["event", event])}`);
}

/** A patient's page that these staff pages are there for, with its panel closed. */
function closedPanel(keys: PageKeys, staff: readonly PageKeys[]): PatientSession {
  const team = staff.map(({ page: id, publicKey: key, proof }, index): TeamPage => {
    const provider = { id: String(index), name: `Dr. ${index}`, title: "", photo: null, line: "" };
    return { page: { id, key, proof, connected: true, since: 1 }, provider, presence: "online" };
  });
  keep("hall", { ticket: "ticket", name: "Ana Diaz" });
  const session = new PatientSession({
    config: {
      room: "hall",
      role: "patient",
      standalone: false,
      origins: [],
      clinic: { name: "Harbor Street Clinic", logo: null, accents: {}, emergencyLine: null },
      roomInfo: { name: "Dr. Rivera", title: "", open: true, walkIns: true, passcode: false },
    },
    host: null,
    keys,
  });
  browser.socket.hear(OPENING);
  const room = { slug: "hall", name: "Dr. Rivera", title: "", patientsWriteFirst: true };
  const visit = { id: "v1", arrivedAt: 1, status: "waiting", place: 1, call: null } as const;
  tell({ type: "patient_snapshot", now: 1, room, visit, ticket: "ticket", team });
  browser.socket.hear(ENTERED);
  session.actions.close();
  return session;
}

async function write(from: PageKeys, to: PageKeys, seq: number, content: object): Promise<void> {
  const outside = { from: from.page, to: to.page, visit: "v1", seq };
  const letter = { epoch: 0, ack: 0, contents: [content] };
  const sealed = await seal(await sharedKey(from, to), JSON.stringify(letter), outside);
  tell({ type: "relayed", visit: "v1", sender: from.page, seq, sealed });
}

it("is not lost: its writer was told that it is here", async () => {
  const [keys, rivera, priya] = await Promise.all([makePageKeys(), makePageKeys(), makePageKeys()]);
  const session = closedPanel(keys, [rivera, priya]);
  const letters = () => browser.socket.sent.filter((each) => each.includes('"relay"')).length;
  await vi.waitFor(() => expect(letters()).toBe(2)); // the name, to each
  await write(rivera, keys, 0, { type: "typing" });
  await vi.waitFor(() => expect(frames).toHaveLength(1));
  await write(priya, keys, 1, { type: "message", id: "m1", text: "Room 3, please", at: 1, by: null });
  await vi.waitFor(() => expect(letters()).toBe(3)); // it is acknowledged
  expect(session.model.value.unread).toBe(0);

  tell({ type: "own_visit_ended", reason: "removed" });
  expect(session.model.value.unread).toBe(1);
  session.actions.open();
  expect(session.model.value.chat?.messages.map(({ text }) => text)).toEqual(["Room 3, please"]);
});
