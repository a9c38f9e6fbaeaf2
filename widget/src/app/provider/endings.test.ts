/** Ends of visits, on the page where they can be undone, and what a server is told of them. */
import { describe, expect, it, vi } from "vitest";
import type { Message } from "../chatbox";
import { makePageKeys, seal, sharedKey } from "../delivery/sealing";
import { browser } from "../live/testing";
import type { QueueVisit } from "../protocol/types";
import { ANA, keys, letIn, open, reconnect, snapshot, tell, useScriptedServer, wait } from "./scripted";
import { ACCOUNT } from "./testing";

useScriptedServer();

const UNREAD: Message = {
  id: "m",
  direction: "received",
  text: "My knee hurts",
  at: 0,
  by: null,
  status: "delivered",
};

describe("the end of a visit (R26)", () => {
  const ENDING: QueueVisit = { ...ANA, ending: { page: "", reason: "removed" } };
  const own = (): QueueVisit => ({ ...ANA, ending: { page: keys.page, reason: "removed" } });

  /** The commands that the page has sent on its newest connection, with their numbers. */
  const commands = () =>
    browser.socket.sent.slice(1).map((frame) => {
      const [, id = "", body = ""] = /^42\/provider,(\d+)(.*)$/u.exec(frame) ?? [];
      return { id, command: (JSON.parse(body) as [string, { type: string; undoWithin?: number }])[1] };
    });
  const types = () => commands().map(({ command }) => command.type);

  async function answer(reply: object = { type: "accepted", call: null }): Promise<void> {
    browser.socket.hear(`43/provider,${commands().at(-1)?.id ?? ""}${JSON.stringify([reply])}`);
    await wait(0);
  }

  function setUp(visits: readonly QueueVisit[] = [ANA]) {
    const page = open();
    letIn(snapshot({ visits: [...visits] }));
    return page;
  }

  async function removed() {
    const page = setUp();
    const done = page.session.actions.remove("ana");
    tell({ type: "visit_changed", visit: own() });
    await answer();
    await expect(done).resolves.toBeNull();
    return page;
  }

  it("shows at once, can be undone for the account's time, and goes when the server says so", async () => {
    const { session, model } = setUp();
    session.actions.openChat("ana");
    session.actions.setDraft("ana", "half-written");
    const done = session.actions.remove("ana");
    expect(commands().at(-1)?.command).toEqual({ type: "remove_visit", visit: "ana", undoWithin: 6_000 });
    expect(model().queue).toEqual([]);
    expect(model().chat).toMatchObject({ writing: "gone", departure: "removed", draft: "half-written" });
    expect(model().ending).toMatchObject([{ visit: "ana", departure: "removed", undo: { within: 6_000 } }]);
    tell({ type: "visit_changed", visit: own() });
    await answer();
    await expect(done).resolves.toBeNull();
    await wait(6_000);
    expect(model().ending).toMatchObject([{ visit: "ana", undo: null }]);
    tell({ type: "visit_left", visit: "ana", reason: "removed" });
    await wait(0);
    expect(model()).toMatchObject({ ending: [], left: [], chat: { writing: "gone", departure: "removed" } });
    expect(types()).toEqual(["remove_visit"]);
  });

  it("is as if it had not been, once it is undone", async () => {
    const { session, model } = await removed();
    session.actions.openChat("ana");
    session.actions.setDraft("ana", "half-written");
    session.actions.undo("ana");
    expect(model().queue).toHaveLength(1);
    expect(model().chat).toMatchObject({ writing: "allowed", departure: null, draft: "half-written" });
    tell({ type: "visit_changed", visit: ANA });
    await answer();
    await wait(60_000);
    expect(types()).toEqual(["remove_visit", "undo_end"]);
    expect(model()).toMatchObject({ ending: [], queue: [{ visit: "ana" }] });
  });

  it("is taken back, and said, where the server refuses it", async () => {
    const { session, model } = setUp();
    const done = session.actions.endCall("ana");
    await answer({ type: "refused", code: "not_allowed", message: "No." });
    await expect(done).resolves.toBeNull();
    expect(model()).toMatchObject({
      ending: [{ visit: "ana", undo: null, problem: { code: "not_allowed" } }],
      queue: [{ visit: "ana" }],
    });
  });

  it("does not begin without a connection", async () => {
    const { session, model } = setUp();
    browser.socket.end();
    await expect(session.actions.remove("ana")).resolves.toEqual({ code: "offline" });
    expect(model().queue).toHaveLength(1);
  });

  it("is told a restarted server again, once, with what is left of its time", async () => {
    const { model } = await removed();
    await wait(1_500);
    await reconnect();
    letIn(snapshot({ since: 1, visits: [] }));
    expect(types()).toEqual([]);
    await wait(1_200);
    tell({ type: "visit_changed", visit: ANA }, { type: "visit_changed", visit: { ...ANA, reference: "x" } });
    expect(types()).toEqual(["remove_visit"]);
    expect(commands()[0]?.command.undoWithin).toBe(6_000 - 1_500 - 300 - 1_200);
    tell({ type: "visit_changed", visit: own() });
    await answer();
    tell({ type: "visit_changed", visit: own() });
    expect(types()).toEqual(["remove_visit"]);
    expect(model().ending).toMatchObject([{ undo: { within: 6_000 } }]);
  });

  it("is not told again to a server that knows it, nor of a visit that ended meanwhile", async () => {
    const { model } = await removed();
    await reconnect();
    letIn(snapshot({ visits: [own()] }));
    await reconnect();
    letIn(snapshot({ since: 1, now: 60_000, visits: [] }));
    expect(types()).toEqual([]);
    expect(model()).toMatchObject({ queue: [], ending: [] });
  });

  it("comes true at once where the visit is brought back soon after its time", async () => {
    const { model } = await removed();
    await wait(1_000);
    await reconnect();
    letIn(snapshot({ since: 1, now: 60_000, visits: [] }));
    await wait(9_000);
    tell({ type: "visit_changed", visit: ANA });
    expect(commands().map(({ command }) => command)).toEqual([
      { type: "remove_visit", visit: "ana", undoWithin: 0 },
    ]);
    expect(model().queue).toEqual([]);
    tell({ type: "visit_left", visit: "ana", reason: "removed" });
    await answer();
    tell({ type: "visit_changed", visit: ANA });
    expect(types()).toHaveLength(1);
  });

  it("is given up where the visit is brought back long after its time", async () => {
    const { model } = await removed();
    browser.socket.end();
    await wait(37_000);
    await browser.answerKnock();
    letIn(snapshot({ since: 1, visits: [] }));
    expect(model().queue).toEqual([]);
    tell({ type: "visit_changed", visit: ANA });
    expect(types()).toEqual([]);
    expect(model()).toMatchObject({ queue: [{ visit: "ana" }], ending: [{ problem: { code: "not_told" } }] });
  });

  it("whose answer was lost with the connection is told again only if it did not arrive", async () => {
    const { session } = setUp();
    const done = session.actions.remove("ana");
    await reconnect();
    await expect(done).resolves.toBeNull();
    letIn(snapshot({ visits: [own()] }));
    expect(types()).toEqual([]);
    await reconnect();
    letIn(snapshot({ visits: [ANA] }));
    expect(types()).toEqual(["remove_visit"]);
  });

  it("is told a restarted server that does not know the visit yet once it is back", async () => {
    const { session, model } = setUp();
    const done = session.actions.remove("ana");
    await reconnect(); // before the server said anything
    await expect(done).resolves.toBeNull();
    letIn(snapshot({ since: 1, visits: [] }));
    await answer({ type: "refused", code: "visit_unknown", message: "No." });
    expect(model().queue).toEqual([]);
    tell({ type: "visit_changed", visit: ANA });
    expect(types()).toEqual(["remove_visit", "remove_visit"]);
  });

  const IN_CALL: QueueVisit = { ...ANA, status: "in_call", call: { id: "call", url: null }, caller: "patel" };
  const note = (code: string, departure = "removed") => [
    { visit: "ana", departure, undo: null, problem: { code } },
  ];

  it("that never arrived does not end a colleague's call, however soon that began", async () => {
    const { session, model } = setUp();
    await session.actions.remove("ana");
    await reconnect();
    letIn(snapshot({ visits: [IN_CALL] }));
    expect(types()).toEqual([]);
    expect(model()).toMatchObject({ queue: [{ status: "in_call" }], ending: note("not_told") });
    session.actions.undo("ana"); // closes what is said
    expect(model()).toMatchObject({ queue: [{ visit: "ana" }], ending: [] });
    expect(types()).toEqual([]);
  });

  it("of a call that a colleague holds is not gone about in another way", async () => {
    const { session, model } = setUp([IN_CALL]);
    await session.actions.endCall("ana");
    await reconnect();
    letIn(snapshot({ visits: [IN_CALL] }));
    expect(types()).toEqual(["end_call"]);
    await answer({ type: "refused", code: "not_allowed", message: "No." });
    expect(types()).toEqual(["end_call"]);
    expect(model()).toMatchObject({
      queue: [{ visit: "ana" }],
      ending: note("not_allowed", "call_ended"),
    });
  });

  it("of a call that a restarted server has forgotten is the end of the visit", async () => {
    const { session } = setUp([IN_CALL]);
    await session.actions.endCall("ana");
    await reconnect();
    letIn(snapshot({ visits: [ANA] }));
    expect(types()).toEqual(["remove_visit"]);
  });

  it("that no server has taken 30 s after its time is given up, and that is said", async () => {
    const { session, model } = setUp();
    session.desk.dispatch({ type: "message_added", visit: "ana", message: UNREAD });
    await session.actions.remove("ana");
    browser.socket.end();
    await wait(35_900);
    expect(model()).toMatchObject({ queue: [], ending: [{ problem: null }] });
    await wait(200);
    expect(model()).toMatchObject({ queue: [{ unread: 1 }], ending: note("not_told") });
    await browser.answerKnock();
    letIn(snapshot({ now: 60_000, visits: [ANA] }));
    expect(types()).toEqual([]);
    expect(model().ending).toMatchObject(note("not_told"));
    await session.actions.remove("ana");
    expect(types()).toEqual(["remove_visit"]);
    expect(model().ending).toMatchObject([{ problem: null, undo: { within: 6_000 } }]);
  });

  it("that was given up is spoken of while the visit is there, and not any more once it is over", async () => {
    const { session, model } = setUp();
    await session.actions.remove("ana");
    browser.socket.end();
    await wait(36_100);
    await browser.answerKnock();
    letIn(snapshot({ now: 60_000, visits: [] }));
    expect(model()).toMatchObject({ queue: [], ending: [] });
    tell({ type: "visit_changed", visit: ANA });
    expect(model()).toMatchObject({ queue: [{ visit: "ana" }], ending: note("not_told") });
    tell({ type: "visit_left", visit: "ana", reason: "left" });
    await wait(0);
    tell({ type: "visit_changed", visit: ANA });
    expect(model()).toMatchObject({ queue: [{ visit: "ana" }], ending: [] });
  });

  it("is tried again where the server is busy, until it is given up", async () => {
    const { session, model } = setUp();
    await session.actions.remove("ana");
    for (let second = 0; second < 40; second++) {
      if (types().length > second) await answer({ type: "refused", code: "too_many", message: "No." });
      await wait(1_000);
    }
    expect(types().length).toBeGreaterThan(30);
    expect(model()).toMatchObject({ queue: [{ visit: "ana" }], ending: note("not_told") });
  });

  it("asks before the page is closed while no server has it, or its Undo", async () => {
    const { session } = setUp();
    expect(session.holdsTheOnlyWord).toBe(false);
    await session.actions.remove("ana");
    expect(session.holdsTheOnlyWord).toBe(true);
    tell({ type: "visit_changed", visit: own() });
    await answer();
    expect(session.holdsTheOnlyWord).toBe(false);
    session.actions.undo("ana");
    expect(session.holdsTheOnlyWord).toBe(true);
    await answer();
    expect(session.holdsTheOnlyWord).toBe(false);
  });

  it("that is undone too late is over, and that is said until somebody has closed it", async () => {
    const { session, model } = await removed();
    await wait(5_900);
    session.actions.undo("ana");
    tell({ type: "visit_left", visit: "ana", reason: "removed" });
    await answer({ type: "refused", code: "visit_unknown", message: "No." });
    expect(model()).toMatchObject({ queue: [], ending: note("too_late") });
    session.actions.undo("ana");
    expect(model().ending).toEqual([]);
  });

  it("that is undone too late without a connection is over as well, also if its answer was lost", async () => {
    const { session, model } = setUp();
    await session.actions.remove("ana");
    session.actions.undo("ana");
    browser.socket.end();
    await wait(300);
    await browser.answerKnock();
    letIn(snapshot({ now: 60_000, visits: [] }));
    expect(model()).toMatchObject({ queue: [], ending: note("too_late") });
  });

  it.each(["removed", "left"] as const)(
    "that is undone on a server that ended it meanwhile: %s",
    async (reason) => {
      const { session, model } = setUp();
      await session.actions.remove("ana");
      browser.socket.end();
      session.actions.undo("ana");
      await wait(300);
      await browser.answerKnock();
      letIn(snapshot({ now: 2, since: 1, visits: [], over: { ana: reason } }));
      expect(model()).toMatchObject({ queue: [], ending: reason === "removed" ? note("too_late") : [] });
    },
  );

  it("whose answer was lost can be undone without a connection", async () => {
    const { session, model } = setUp();
    await session.actions.remove("ana");
    browser.socket.end();
    session.actions.undo("ana");
    await wait(3_000);
    await browser.answerKnock();
    letIn(snapshot({ visits: [own()] }));
    expect(types()).toEqual(["undo_end"]);
    expect(model()).toMatchObject({ queue: [{ visit: "ana" }], ending: [] });
  });

  it("that the server says is over was undone too late, also before it lets go of the visit", async () => {
    const { session, model } = await removed();
    session.actions.undo("ana");
    await answer({ type: "refused", code: "patient_left", message: "No." });
    expect(model().ending).toMatchObject([{ problem: null }, ...note("too_late")]);
    tell({ type: "visit_left", visit: "ana", reason: "removed" });
    await wait(0);
    expect(model().ending).toMatchObject(note("too_late"));
  });

  it("is not said to have been undone too late where the patient has left", async () => {
    const { session, model } = await removed();
    session.actions.undo("ana");
    tell({ type: "visit_left", visit: "ana", reason: "left" });
    await wait(0);
    expect(model().ending).toEqual([]);
  });

  it("R10: what comes after Dismiss is not erased unseen", async () => {
    const { session, model } = setUp();
    session.desk.dispatch({ type: "message_added", visit: "ana", message: UNREAD });
    void session.actions.remove("ana");
    tell({ type: "visit_changed", visit: own() });
    await answer();
    session.actions.dismiss("ana");
    expect(model().left).toEqual([]);
    session.desk.dispatch({ type: "message_added", visit: "ana", message: { ...UNREAD, id: "n" } });
    expect(model().left).toMatchObject([{ visit: "ana", unread: 2 }]);
    tell({ type: "visit_left", visit: "ana", reason: "removed" });
    await wait(0);
    expect(model().left).toMatchObject([{ visit: "ana", unread: 2 }]);
  });

  it("that was asked for after another call was can be undone still", async () => {
    const { session, model } = setUp([ANA, { ...ANA, id: "ben", arrivedAt: 2 }]);
    const call = session.actions.startCall("ben");
    await wait(0);
    const started = commands().at(-1)?.id ?? "";
    void session.actions.remove("ana");
    browser.socket.hear(`43/provider,${started}${JSON.stringify([{ type: "accepted", call: null }])}`);
    tell({ type: "visit_changed", visit: own() });
    await expect(call).resolves.toBeNull();
    expect(model().ending).toMatchObject([{ visit: "ana", undo: { within: 6_000 } }]);
  });

  it("can be undone while there is no connection: the server is told on return", async () => {
    const { session, model } = await removed();
    browser.socket.end();
    session.actions.undo("ana");
    expect(model().queue).toHaveLength(1);
    await wait(300);
    await browser.answerKnock();
    letIn(snapshot({ visits: [own()] }));
    expect(types()).toEqual(["undo_end"]);
    expect(model().queue).toHaveLength(1);
  });

  it("that was undone is not told again after a restart", async () => {
    const { session, model } = await removed();
    browser.socket.end();
    session.actions.undo("ana");
    await wait(300);
    await browser.answerKnock();
    letIn(snapshot({ visits: [ANA] }));
    await answer();
    tell({ type: "visit_changed", visit: ANA });
    await wait(60_000);
    expect(types()).toEqual(["undo_end"]);
    expect(model().queue).toHaveLength(1);
  });

  it("cannot be undone any more once the patient has left", async () => {
    const { model } = await removed();
    tell({ type: "visit_left", visit: "ana", reason: "left" });
    await wait(0);
    expect(model().ending).toEqual([]);
  });

  it("by a colleague's page shows as well, and nothing can be undone here", () => {
    const { model } = setUp([ENDING]);
    expect(model()).toMatchObject({ queue: [], ending: [{ visit: "ana", undo: null }] });
    tell({ type: "visit_changed", visit: ANA });
    expect(model()).toMatchObject({ queue: [{ visit: "ana" }], ending: [] });
  });

  it("keeps the conversation until it has come true, whatever is done with the box", async () => {
    const { session, model } = setUp();
    session.desk.dispatch({ type: "message_added", visit: "ana", message: UNREAD });
    session.actions.openChat("ana");
    void session.actions.remove("ana");
    tell({ type: "visit_changed", visit: own() });
    await answer();
    session.actions.close();
    expect(model()).toMatchObject({ chat: null, left: [] });
    session.actions.undo("ana");
    session.actions.openChat("ana");
    expect(model().chat?.messages).toHaveLength(1);
  });

  it("shows who left unread under Left at once; what is dismissed there goes with the end alone", async () => {
    const { session, model } = setUp();
    session.desk.dispatch({ type: "message_added", visit: "ana", message: UNREAD });
    const end = async () => {
      void session.actions.remove("ana");
      tell({ type: "visit_changed", visit: own() });
      await answer();
    };
    await end();
    expect(model().left).toMatchObject([{ visit: "ana", unread: 1 }]);
    session.actions.dismiss("ana");
    expect(model().left).toEqual([]);
    session.actions.undo("ana");
    tell({ type: "visit_changed", visit: ANA });
    await answer();
    expect(model().queue).toMatchObject([{ unread: 1 }]);
    await end();
    expect(model().left).toMatchObject([{ visit: "ana", unread: 1 }]);
    session.actions.dismiss("ana");
    tell({ type: "visit_left", visit: "ana", reason: "removed" });
    await wait(0);
    expect(session.desk.chat.value.conversations.size).toBe(0);
  });

  it("comes true with another call, which clears the box of the one who left", async () => {
    const { session, model } = setUp([ANA, { ...ANA, id: "ben", arrivedAt: 2 }]);
    session.actions.openChat("ana");
    void session.actions.remove("ana");
    tell({ type: "visit_changed", visit: own() });
    await answer();
    const call = session.actions.startCall("ben");
    await wait(0);
    expect(types()).toEqual(["remove_visit", "start_call"]);
    tell({ type: "visit_left", visit: "ana", reason: "removed" });
    await answer({ type: "accepted", call: { id: "call", url: null } });
    await expect(call).resolves.toBeNull();
    expect(model()).toMatchObject({ chat: null, ending: [] });
  });

  it("comes before the call also where the last that the patient wrote is being opened still", async () => {
    const ana = await makePageKeys();
    const page = { id: ana.page, key: ana.publicKey, proof: ana.proof, connected: true, since: 0 };
    const { session, model } = setUp([
      { ...ANA, page },
      { ...ANA, id: "ben", arrivedAt: 2 },
    ]);
    session.actions.openChat("ana");
    void session.actions.remove("ana");
    tell({ type: "visit_changed", visit: { ...own(), page } });
    await answer();
    const call = session.actions.startCall("ben");
    await wait(0);
    const letter = {
      epoch: 0,
      ack: 0,
      contents: [{ type: "message", id: "m", text: "Bye", at: 0, by: null }],
    };
    const outside = { from: ana.page, to: keys.page, visit: "ana", seq: 1 };
    const sealed = await seal(await sharedKey(ana, keys), JSON.stringify(letter), outside);
    tell({ type: "relayed", visit: "ana", sender: ana.page, seq: 1, sealed });
    tell({ type: "visit_left", visit: "ana", reason: "removed" });
    const accepted = [{ type: "accepted", call: { id: "call", url: null } }];
    browser.socket.hear(`43/provider,${commands().at(-1)?.id ?? ""}${JSON.stringify(accepted)}`);
    await vi.waitFor(() => expect(model().chat).toBeNull());
    await expect(call).resolves.toBeNull();
    expect(session.desk.chat.value.conversations.has("ana")).toBe(false);
  });

  it("has no time left after another call, should the visit come back", async () => {
    const ben = { ...ANA, id: "ben", arrivedAt: 2 };
    const { session } = setUp([ANA, ben]);
    void session.actions.remove("ana");
    tell({ type: "visit_changed", visit: own() });
    await answer();
    const call = session.actions.startCall("ben");
    await wait(0);
    await answer({ type: "accepted", call: { id: "call", url: null } });
    await call;
    await reconnect(); // before the page was told that the first visit is over
    letIn(snapshot({ since: 1, visits: [ben] }));
    tell({ type: "visit_changed", visit: ANA });
    expect(commands().map(({ command }) => command)).toEqual([
      { type: "remove_visit", visit: "ana", undoWithin: 0 },
    ]);
  });

  it("takes the account's own time, and ends at once where there is none", async () => {
    const account = (undoSeconds: 0 | 20) => ({ ...ACCOUNT, settings: { ...ACCOUNT.settings, undoSeconds } });
    const { session, model } = open();
    letIn(snapshot({ account: account(20) }));
    void session.actions.remove("ana");
    expect(model().ending[0]?.undo?.within).toBe(20_000);
    tell({ type: "account_changed", account: account(0) }, { type: "visit_changed", visit: ANA });
    session.actions.undo("ana");
    await answer();
    const done = session.actions.remove("ana");
    await wait(0);
    expect(commands().at(-1)?.command).toEqual({ type: "remove_visit", visit: "ana" });
    await answer();
    await expect(done).resolves.toBeNull();
    expect(model().queue).toHaveLength(1);
  });
});
