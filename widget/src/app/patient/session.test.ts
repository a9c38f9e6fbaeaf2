/** What becomes of a patient's place, ticket, name and messages when the server refuses the page. */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { FrameMessage, HostLink } from "../../bridge/frame";
import { makePageKeys, type PageKeys } from "../delivery/sealing";
import { browser, ENTERED, OPENING } from "../live/testing";
import type { PageConfig } from "../page";
import type { Hello, OwnVisit, PatientSnapshot, TeamPage } from "../protocol/types";
import { keep, recall } from "./keepsake";
import { PatientSession } from "./session";

const ROOM = "hall";
const SOON = 1_500; // ms: the next attempt after a refusal that passes
const LATER = 60_000; // ms, at most: after one that may stand

let keys: PageKeys;
beforeAll(async () => {
  keys = await makePageKeys();
});
beforeEach(() => browser.install());
afterEach(() => {
  browser.uninstall();
  sessionStorage.clear();
});

const config: PageConfig = {
  room: ROOM,
  role: "patient",
  standalone: false,
  origins: [],
  clinic: { name: "Harbor Street Clinic", logo: null, accents: {}, emergencyLine: null },
  roomInfo: { name: "Dr. Rivera", title: "", open: true, walkIns: true, passcode: false },
};

function visit(id: string, more: Partial<OwnVisit> = {}): OwnVisit {
  return { id, arrivedAt: 1, status: "waiting", place: 1, call: null, ...more };
}

function snapshot(id: string, more: Partial<OwnVisit> = {}, team: readonly TeamPage[] = []): PatientSnapshot {
  const room = { slug: ROOM, name: "Dr. Rivera", title: "", patientsWriteFirst: true };
  return {
    type: "patient_snapshot",
    now: 1,
    room,
    visit: visit(id, more),
    ticket: `ticket of ${id}`,
    team: [...team],
  };
}

/** A patient's page; with `options` in a portal. */
function open(
  options: Partial<HostLink["options"]> | null = null,
  renewed: string | null | (() => string | null) = null,
) {
  const told: FrameMessage[] = [];
  const host: HostLink | null = options && {
    options: { token: null, name: null, lang: null, ...options },
    report: (message) => void told.push(message),
    onCommand: () => undefined,
    renewToken: () => Promise.resolve(typeof renewed === "function" ? renewed() : renewed),
  };
  const ring = vi.fn<() => void>();
  const session = new PatientSession({ config, host, keys, ring });
  return { ring, session, told, stage: () => session.model.value.stage.stage };
}

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const sockets = () => browser.sockets.length;

/** The newest attempt reaches the server. Returns what the page says of itself. */
function hello(): Hello {
  browser.socket.hear(OPENING);
  return JSON.parse((browser.socket.sent[0] ?? "").replace("40/patient,", "")) as Hello;
}

/** The server lets the newest attempt in. */
function letIn(event: PatientSnapshot): Hello {
  const said = hello();
  browser.socket.hear(`42/patient,${JSON.stringify(["event", event])}`, ENTERED);
  return said;
}

async function refuse(code: string): Promise<Hello> {
  const said = hello();
  browser.socket.hear(`44/patient,${JSON.stringify({ message: "No.", data: { code } })}`);
  await wait(0);
  return said;
}

/** The connection is lost, and found again. */
async function reconnect(): Promise<void> {
  browser.socket.end();
  await wait(300);
  await browser.answerKnock();
}

async function attemptAfter(ms: number): Promise<void> {
  await wait(ms);
  await browser.answerKnock();
}

/** A walk-in who checked in before a reload, and is back. */
function walkIn() {
  keep(ROOM, { ticket: "ticket of v1", name: "Ana Diaz" });
  const page = open();
  letIn(snapshot("v1"));
  return page;
}

describe("a page that does not reach the server", () => {
  it("has no place yet where it was never in, and keeps it once it was", async () => {
    const { session } = open({ token: "token of ana", name: "Ana Diaz" });
    browser.socket.end();
    expect(session.model.value.connection).toBe("unreached");
    await attemptAfter(300);
    letIn(snapshot("v1"));
    browser.socket.end();
    expect(session.model.value.connection).toBe("offline");
  });

  it("has a place where it keeps a ticket", () => {
    keep(ROOM, { ticket: "ticket of v1", name: "Ana Diaz" });
    const { session } = open();
    browser.socket.end();
    expect(session.model.value.connection).toBe("offline");
  });
});

describe("a portal's patient who reloads", () => {
  const portal = { token: "token of ana", name: "Ana Diaz" };

  it("shows the ticket beside the token, and the ticket alone once it is known to be theirs", async () => {
    keep(ROOM, { ticket: "ticket of v1", name: "Ana Diaz" });
    const { stage } = open(portal);
    expect(letIn(snapshot("v1"))).toMatchObject({
      token: "token of ana",
      ticket: "ticket of v1",
      returning: false,
    });
    expect(stage()).toBe("visiting");
    await reconnect();
    expect(letIn(snapshot("v1"))).toMatchObject({ token: null, ticket: "ticket of v1", returning: true });
  });

  it("forgets the ticket and the name of whoever was here before", () => {
    keep(ROOM, { ticket: "ticket of ben", name: "Ben Ito" });
    open({ token: "token of ana" });
    letIn(snapshot("v2"));
    expect(recall(ROOM)).toMatchObject({ ticket: "ticket of v2", name: "", visit: "v2" });
  });

  it("begins a new visit when the one before the reload is over", async () => {
    keep(ROOM, { ticket: "ticket of v1", name: "Ana Diaz" });
    const { stage } = open(portal);
    await refuse("patient_left");
    expect([stage(), recall(ROOM)]).toEqual(["entering", null]);
    await attemptAfter(SOON);
    expect(letIn(snapshot("v2"))).toMatchObject({ token: "token of ana", ticket: null });
    expect(recall(ROOM)?.ticket).toBe("ticket of v2");
  });

  it("does not begin another visit when the one of this page is over", async () => {
    const { stage } = open(portal);
    letIn(snapshot("v1"));
    await reconnect();
    await refuse("patient_left");
    expect([stage(), recall(ROOM)]).toEqual(["ended", null]);
    await attemptAfter(LATER);
    expect(sockets()).toBe(2);
  });

  it("gets another token for one that has expired", async () => {
    keep(ROOM, { ticket: "ticket of ben", name: "Ben Ito" });
    open(portal, "newer token");
    await refuse("token_expired");
    await attemptAfter(SOON);
    expect(letIn(snapshot("v2"))).toMatchObject({ token: "newer token" });
  });

  it("gets another token for one that the server cannot read, once", async () => {
    const { stage } = open(portal, "newer token");
    await refuse("token_invalid");
    await attemptAfter(SOON);
    expect(await refuse("token_invalid")).toMatchObject({ token: "newer token" });
    expect(stage()).toBe("blocked");
  });

  it("asks for another token again where it got none", async () => {
    const host = { renewed: null as string | null };
    const { session } = open(portal, () => host.renewed);
    await refuse("token_invalid");
    host.renewed = "newer token";
    session.actions.restart();
    await refuse("token_invalid");
    await attemptAfter(SOON);
    expect(hello()).toMatchObject({ token: "newer token" });
  });

  it("forgets a ticket that does not help an expired token: it is another person's, or worth nothing", async () => {
    keep(ROOM, { ticket: "ticket of ben", name: "Ben Ito" });
    const { stage } = open(portal);
    await refuse("token_expired");
    expect([stage(), recall(ROOM)]).toEqual(["blocked", null]);
  });

  it("keeps the ticket when the token is refused for another reason", async () => {
    keep(ROOM, { ticket: "ticket of v1", name: "Ana Diaz" });
    const { stage } = open(portal);
    await refuse("token_invalid");
    expect([stage(), recall(ROOM)?.ticket]).toEqual(["blocked", "ticket of v1"]);
  });
});

describe("the sound of a call", () => {
  const call = { id: "c1", url: null };
  const called = { status: "in_call", place: null, call } as const;
  const tell = (more: Partial<OwnVisit>) => {
    const event = { type: "own_visit_changed", visit: visit("v1", more), ticket: "ticket of v1" };
    browser.socket.hear(`42/patient,${JSON.stringify(["event", event])}`);
  };
  const sound = ({ session }: ReturnType<typeof open>) => {
    const { stage } = session.model.value;
    return stage.stage === "visiting" && stage.sound;
  };
  /** A page that was reloaded. */
  async function reload(more: Partial<OwnVisit> = {}) {
    const page = open();
    await wait(0);
    letIn(snapshot("v1", more));
    return page;
  }

  it("is off until the patient wants it", () => {
    const page = walkIn();
    tell(called);
    expect([sound(page), page.ring.mock.calls.length]).toEqual([false, 0]);
  });

  it("comes once for a call, on this page and after a reload", async () => {
    const page = walkIn();
    page.session.actions.setSound(true);
    expect(sound(page)).toBe(true);
    tell(called);
    tell(called);
    await reconnect();
    letIn(snapshot("v1", called));
    page.session.wipe();
    const reloaded = await reload(called);
    expect([page.ring.mock.calls.length, reloaded.ring.mock.calls.length]).toEqual([1, 0]);
  });

  it("is remembered over a reload, until it is switched off", async () => {
    const page = walkIn();
    page.session.actions.setSound(true);
    page.session.wipe();
    const reloaded = await reload();
    expect(sound(reloaded)).toBe(true);
    reloaded.session.actions.setSound(false);
    reloaded.session.wipe();
    const again = await reload();
    tell(called);
    expect([sound(again), reloaded.ring.mock.calls.length, again.ring.mock.calls.length]).toEqual([
      false,
      0,
      0,
    ]);
  });

  it("is not that of the next visit in the tab, nor of another person's", async () => {
    const page = walkIn();
    page.session.actions.setSound(true);
    page.session.wipe();
    const other = open({ token: "token of ben" });
    await wait(0);
    letIn(snapshot("v2"));
    expect(sound(other)).toBe(false);
    browser.socket.hear(`42/patient,["event",{"type":"own_visit_ended","reason":"left"}]`);
    expect(recall(ROOM)).toBeNull();
  });

  it("does not come from a page that another has taken the place of", () => {
    const page = walkIn();
    page.session.actions.setSound(true);
    browser.socket.hear(`42/patient,["event",{"type":"page_replaced"}]`);
    tell(called);
    expect(page.ring).not.toHaveBeenCalled();
  });
});

describe("who is there", () => {
  const rivera: TeamPage = {
    page: { id: "page of rivera", key: "key", connected: true, since: 1 },
    provider: { id: "rivera", name: "Dr. Rivera", title: "", photo: null, line: "" },
    presence: "online",
  };
  const gone: TeamPage = { ...rivera, page: { ...rivera.page, connected: false } };
  const tell = (...team: readonly TeamPage[]) =>
    browser.socket.hear(`42/patient,${JSON.stringify(["event", { type: "team_changed", team }])}`);
  const absence = ({ session }: ReturnType<typeof open>) => {
    const { stage } = session.model.value;
    return stage.stage === "visiting" ? stage.absence : stage.stage;
  };

  it("is told at once where nobody has ever been seen", () => {
    const page = walkIn();
    expect(absence(page)).toBe("yet");
    tell(rivera);
    expect(absence(page)).toBeNull();
  });

  it("is not told of a provider who is back soon, as after a reload", async () => {
    const page = walkIn();
    tell(rivera);
    tell(gone);
    await wait(4_000);
    expect(absence(page)).toBeNull();
    expect(page.session.model.value.team[0].presence).toBe("online");
    tell(rivera);
    await wait(10_000);
    expect(absence(page)).toBeNull();
  });

  it("is told of a provider who stays away, or is let go of", async () => {
    const page = walkIn();
    tell(rivera);
    tell(gone);
    await wait(5_000);
    expect(absence(page)).toBe("now");
    tell();
    expect(absence(page)).toBe("now");
  });

  it("is not told wrongly by a server that was restarted, and is on its way to know", async () => {
    keep(ROOM, { ticket: "ticket of v1", name: "Ana Diaz" });
    const page = open();
    letIn(snapshot("v1", {}, [rivera]));
    await reconnect();
    letIn(snapshot("v1"));
    expect(absence(page)).toBeNull();
    tell(rivera);
    await wait(10_000);
    expect(absence(page)).toBeNull();
  });
});

describe("a refusal that does not say that the visit is over", () => {
  const codes = [
    "version_unsupported",
    "room_unknown",
    "room_closed",
    "not_allowed",
    "bad_hello",
    "something_new",
  ];

  it.each(codes)("keeps the place, the name and what was said: %s", async (code) => {
    const { session, stage } = walkIn();
    session.actions.send("own", "unsent");
    session.actions.setDraft("own", "half-written");
    await reconnect();
    await refuse(code);
    expect(stage()).toBe("blocked");
    expect(recall(ROOM)).toMatchObject({ ticket: "ticket of v1", name: "Ana Diaz" });
    const { chat, connection } = session.model.value;
    expect(chat?.messages.map(({ text, status }) => [text, status])).toEqual([["unsent", "sending"]]);
    expect([chat?.draft, connection]).toEqual(["half-written", null]);
    expect(session.desk.holdsTheOnlyCopy()).toBe(true);
  });

  it.each(codes)("is tried again now and then, until the server takes the page: %s", async (code) => {
    const { session, stage } = walkIn();
    session.actions.send("own", "unsent");
    await reconnect();
    await refuse(code);
    const before = browser.knocks.length;
    await wait(LATER / 2);
    expect(browser.knocks).toHaveLength(before);
    await attemptAfter(LATER / 2);
    expect(await refuse(code)).toMatchObject({ ticket: "ticket of v1", returning: true });
    expect(stage()).toBe("blocked");
    await attemptAfter(LATER);
    letIn(snapshot("v1"));
    expect(stage()).toBe("visiting");
    expect(session.model.value.chat?.messages.map(({ text }) => text)).toEqual(["unsent"]);
  });

  it("is tried again at once when the person asks, from the same place", async () => {
    const { session, stage } = walkIn();
    await reconnect();
    await refuse("not_allowed");
    session.actions.restart();
    expect(stage()).toBe("entering");
    expect(letIn(snapshot("v1"))).toMatchObject({ ticket: "ticket of v1" });
    expect(sockets()).toBe(3);
  });

  it("keeps the place also before the page was let in", async () => {
    keep(ROOM, { ticket: "ticket of v1", name: "Ana Diaz" });
    const { session, stage } = open();
    await refuse("version_unsupported");
    expect([stage(), session.model.value.chat]).toEqual(["blocked", null]);
    expect(recall(ROOM)).toMatchObject({ ticket: "ticket of v1", name: "Ana Diaz" });
  });

  it("is told to the host page once, and a call that goes on is not announced again", async () => {
    const { told } = open({ token: "token" });
    const call = { id: "c1", url: null };
    letIn(snapshot("v1", { status: "in_call", place: null, call }));
    await reconnect();
    await refuse("not_allowed");
    await attemptAfter(LATER);
    await refuse("not_allowed");
    await attemptAfter(LATER);
    letIn(snapshot("v1", { status: "in_call", place: null, call }));
    expect(told).toEqual([
      { type: "call-started", call: "c1", url: null },
      { type: "error", code: "not_allowed" },
    ]);
  });

  it("of a page without a ticket is left to the person", async () => {
    const { session, stage } = open({ token: "token" });
    await refuse("room_closed");
    await wait(2 * LATER);
    expect([stage(), sockets(), browser.knocks.length]).toEqual(["blocked", 1, 0]);
    session.actions.restart();
    expect(letIn(snapshot("v1"))).toMatchObject({ token: "token", ticket: null });
  });

  it("is not tried again by a page that has gone", async () => {
    const { session } = walkIn();
    await reconnect();
    await refuse("not_allowed");
    session.wipe();
    const before = browser.knocks.length;
    await wait(2 * LATER);
    session.wake();
    await wait(2 * LATER);
    expect([browser.knocks.length, sockets()]).toEqual([before, 2]);
  });
});

describe("a ticket", () => {
  it.each(["patient_left", "token_expired"])(
    "is forgotten when the server says that it is worth nothing: %s",
    async (code) => {
      const { stage } = walkIn();
      await reconnect();
      await refuse(code);
      expect([stage(), recall(ROOM)]).toEqual(["ended", null]);
    },
  );

  it.each(["token_invalid", "token_other_room"])(
    "is kept for a server that may know it again: %s",
    async (code) => {
      const { stage } = walkIn();
      await reconnect();
      await refuse(code);
      expect([stage(), recall(ROOM)?.ticket]).toEqual(["ended", "ticket of v1"]);
      const reloaded = open();
      await wait(0);
      letIn(snapshot("v1"));
      expect(reloaded.stage()).toBe("visiting");
    },
  );

  it("that the server cannot read is kept when the panel is closed, which erases what was said", async () => {
    const { session, stage } = walkIn();
    await reconnect();
    await refuse("token_invalid");
    session.actions.close();
    expect([stage(), session.desk.chat.value.conversations.size]).toEqual(["check_in", 0]);
    expect(recall(ROOM)?.ticket).toBe("ticket of v1");
    const reloaded = open();
    await wait(0);
    letIn(snapshot("v1"));
    expect(reloaded.stage()).toBe("visiting");
  });

  it("that was kept gives way to the next visit's", async () => {
    const { session } = walkIn();
    await reconnect();
    await refuse("token_invalid");
    session.actions.close();
    vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(Response.json({ token: "token" }, { status: 201 }));
    session.actions.checkIn("Ben Ito", "");
    await wait(0);
    expect(recall(ROOM)).toBeNull();
    expect(letIn(snapshot("v2"))).toMatchObject({ token: "token", ticket: null });
    expect(recall(ROOM)).toMatchObject({ ticket: "ticket of v2", name: "Ben Ito", visit: "v2" });
  });

  it("that the server cannot read is forgotten once the person starts again", async () => {
    const { session, stage } = walkIn();
    await reconnect();
    await refuse("token_invalid");
    session.actions.restart();
    expect([stage(), recall(ROOM)]).toEqual(["check_in", null]);
  });

  it("is forgotten at the end of the visit, and when the patient leaves", async () => {
    walkIn();
    browser.socket.hear(`42/patient,["event",{"type":"own_visit_ended","reason":"removed"}]`);
    expect(recall(ROOM)).toBeNull();
    const { session, stage } = walkIn();
    browser.socket.end();
    await session.actions.leave();
    expect([stage(), recall(ROOM)]).toEqual(["ended", null]);
  });
});

it("a visit that begins while the panel is closed has a conversation", async () => {
  const { session, stage } = walkIn();
  browser.socket.hear(`42/patient,${JSON.stringify(["event", { type: "own_visit_ended", reason: "left" }])}`);
  session.actions.close();
  expect([stage(), session.desk.chat.value.conversations.size]).toEqual(["check_in", 0]);
  vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(Response.json({ token: "token" }, { status: 201 }));
  session.actions.checkIn("Ben Ito", "");
  await wait(0);
  letIn(snapshot("v2"));
  expect([stage(), session.desk.chat.value.conversations.size]).toEqual(["visiting", 1]);
  expect(session.model.value.panel).toBe("closed");
});

it("nothing of a visit stays for the page's next patient, not even what nobody has seen", async () => {
  const { session, stage } = walkIn();
  session.desk.dispatch({ type: "page_visible", visible: false });
  const message = {
    id: "m1",
    direction: "received",
    text: "come in",
    at: 1,
    by: null,
    status: "delivered",
  } as const;
  session.desk.dispatch({ type: "message_added", visit: "own", message });
  browser.socket.hear(`42/patient,${JSON.stringify(["event", { type: "own_visit_ended", reason: "left" }])}`);
  session.actions.restart();
  expect(stage()).toBe("check_in");
  vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(Response.json({ token: "token" }, { status: 201 }));
  session.actions.checkIn("Ben Ito", "");
  await wait(0);
  letIn(snapshot("v2"));
  expect(session.model.value.chat).toMatchObject({ messages: [], writing: "allowed" });
});

describe("the name of who checks in again", () => {
  const end = () =>
    browser.socket.hear(`42/patient,["event",{"type":"own_visit_ended","reason":"call_ended"}]`);
  const offered = ({ session }: ReturnType<typeof open>) => session.model.value.stage;

  it("is kept by the page of the visit that has ended, and stored nowhere", () => {
    const page = walkIn();
    end();
    page.session.actions.restart();
    expect(offered(page)).toMatchObject({ stage: "check_in", name: "Ana Diaz" });
    expect([sessionStorage.length, localStorage.length]).toEqual([0, 0]);
  });

  it.each([true, false])("goes when the panel is closed, at the check-in as well: %s", (again) => {
    const page = walkIn();
    end();
    if (again) page.session.actions.restart();
    page.session.actions.close();
    page.session.actions.open();
    expect(offered(page)).toMatchObject({ stage: "check_in", name: "" });
  });

  it("stays gone when the check-in that was under way is refused after the panel was closed", async () => {
    const page = walkIn();
    end();
    page.session.actions.restart();
    const refusal = Response.json({ code: "room_closed" }, { status: 403 });
    vi.spyOn(globalThis, "fetch").mockResolvedValueOnce(refusal);
    page.session.actions.checkIn("Ana Diaz", "");
    page.session.actions.close();
    await wait(0);
    expect(offered(page)).toMatchObject({ stage: "check_in", busy: false, name: "" });
  });

  it("is not for a page that was reloaded after the visit", async () => {
    keep(ROOM, { ticket: "ticket of v1", name: "Ana Diaz" });
    const page = open();
    await refuse("patient_left");
    page.session.actions.restart();
    expect(offered(page)).toMatchObject({ stage: "check_in", name: "" });
  });
});

it("closing again does not erase what nobody has seen of a visit that is over", () => {
  const { session, stage } = walkIn();
  session.actions.close();
  const message = {
    id: "m1",
    direction: "received",
    text: "room 3",
    at: 1,
    by: null,
    status: "delivered",
  } as const;
  session.desk.dispatch({ type: "message_added", visit: "own", message });
  browser.socket.hear(
    `42/patient,${JSON.stringify(["event", { type: "own_visit_ended", reason: "removed" }])}`,
  );
  session.actions.close();
  expect([stage(), session.model.value.unread]).toEqual(["ended", 1]);
  session.actions.open();
  expect(session.model.value.chat?.messages.map(({ text }) => text)).toEqual(["room 3"]);
  session.actions.close();
  expect([stage(), session.desk.chat.value.conversations.size]).toEqual(["check_in", 0]);
});

describe("a call", () => {
  const calling = { status: "in_call", call: { id: "c1", url: null } } as const;
  const call = (call: OwnVisit["call"] = calling.call) => {
    const event = { type: "own_visit_changed", visit: visit("v1", { ...calling, call }), ticket: null };
    browser.socket.hear(`42/patient,${JSON.stringify(["event", event])}`);
  };

  it.each(["close", "minimize"] as const)("opens a panel after: %s", (verb) => {
    const { session } = open({ token: "t" });
    letIn(snapshot("v1"));
    session.actions[verb]();
    call();
    expect(session.model.value.panel).toBe("open");
    session.actions[verb]();
    call();
    expect(session.model.value.panel, "the same call opens it once").not.toBe("open");
  });

  it("opens nothing after a reload, which leaves the panel as it was; the next one does", async () => {
    open({ token: "t" });
    letIn(snapshot("v1", calling));
    const { session } = open({});
    await wait(0);
    session.actions.minimize();
    letIn(snapshot("v1", calling));
    expect(session.model.value.panel).toBe("minimized");
    call({ id: "c2", url: null });
    expect(session.model.value.panel).toBe("open");
  });

  it("leaves the chat of a page of its own as it is: the call is on the page around it", () => {
    const { session } = walkIn();
    session.actions.close();
    call();
    expect(session.model.value.panel).toBe("closed");
  });
});

describe("a duplicated tab", () => {
  type Hold = (lock: Lock | null) => Promise<void>;
  const request = vi.fn<(name: string, options: { signal?: AbortSignal }, hold: Hold) => Promise<void>>();

  beforeEach(() => {
    request.mockReset();
    vi.stubGlobal("navigator", { locks: { request } });
    keep(ROOM, { ticket: "ticket of v1", name: "Ana Diaz", visit: "v1" });
  });
  afterEach(() => vi.unstubAllGlobals());

  it("does not take the visit from the tab that it was made from, and can on a press", async () => {
    request.mockImplementation((_name, { signal }, hold) =>
      signal === undefined
        ? hold(null)
        : new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => reject(new Error()));
          }),
    );
    const { session, stage } = open({});
    await wait(2_000);
    expect([stage(), sockets()]).toEqual(["replaced", 0]);
    session.actions.takeBack();
    expect(letIn(snapshot("v1"))).toMatchObject({ ticket: "ticket of v1", returning: false });
    expect(stage()).toBe("visiting");
  });

  it("is told from a reload, which takes the visit up at once", async () => {
    request.mockImplementation((_name, _options, hold) => hold({ name: "", mode: "exclusive" }));
    const { stage } = open({});
    await wait(0);
    letIn(snapshot("v1"));
    expect(stage()).toBe("visiting");
    expect(request.mock.calls.map(([name]) => name)).toEqual(["waitside-visit-v1"]);
  });
});
