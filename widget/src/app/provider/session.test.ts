/** What a provider's page tells the server about being away, and what stays on it when the server refuses it. */
import { describe, expect, it, vi } from "vitest";
import { makePageKeys, seal, sharedKey } from "../delivery/sealing";
import { browser } from "../live/testing";
import type { Away } from "../protocol/types";
import { CAPS } from "./intake";
import {
  ANA,
  hello,
  keys,
  letIn,
  open,
  reconnect,
  refuse,
  snapshot,
  tell,
  useScriptedServer,
  wait,
} from "./scripted";

const LATER = 60_000; // ms, at most: until a refused page tries again
const SET: Away = { away: true, at: 7 };

useScriptedServer();

describe("away by hand", () => {
  it("is unknown to a page that was just loaded", () => {
    open();
    expect(letIn().away).toBeNull();
  });

  it("is asserted in every later hello, as it was set on this page or another", async () => {
    open();
    letIn();
    tell({ type: "away_set", away: SET });
    await reconnect();
    expect(letIn(snapshot({ away: SET })).away).toEqual(SET);
    tell({ type: "away_set", away: { away: false, at: 9 } });
    await reconnect();
    expect(hello().away).toEqual({ away: false, at: 9 });
  });

  it("is learnt from the snapshot, where another page may know what was set later", async () => {
    open();
    letIn(snapshot({ away: SET }));
    await reconnect();
    expect(letIn(snapshot({ away: { away: false, at: 9 } })).away).toEqual(SET);
    await reconnect();
    expect(hello().away).toEqual({ away: false, at: 9 });
  });

  it("is kept when the server says nothing of it, as one of an earlier build", async () => {
    open();
    letIn(snapshot({ away: SET }));
    await reconnect();
    letIn(snapshot());
    await reconnect();
    expect(hello().away).toEqual(SET);
  });
});

describe("a patient who floods the page", () => {
  it("is shown as one of whom no more is taken, until the messages are read", async () => {
    const ana = await makePageKeys();
    const { session, model } = open();
    const page = { id: ana.page, key: ana.publicKey, proof: ana.proof, connected: true, since: 0 };
    letIn(snapshot({ visits: [{ ...ANA, page }] }));
    const received = { direction: "received", text: "x", at: 0, by: null, status: "delivered" } as const;
    for (let number = 0; number < CAPS.unread; number += 1) {
      const message = { id: String(number), ...received };
      session.desk.dispatch({ type: "message_added", visit: "ana", message });
    }
    expect(model().queue[0]?.tooMany).toBe(false);
    const outside = { from: ana.page, to: keys.page, visit: "ana", seq: 1 };
    const letter = {
      epoch: 0,
      ack: 0,
      contents: [{ type: "message", id: "last", text: "x", at: 0, by: null }],
    };
    const sealed = await seal(await sharedKey(ana, keys), JSON.stringify(letter), outside);
    tell({ type: "relayed", visit: "ana", sender: ana.page, seq: 1, sealed });
    await vi.waitFor(() => expect(model().queue[0]).toMatchObject({ unread: CAPS.unread, tooMany: true }));
    session.actions.openChat("ana");
    expect(model().queue[0]).toMatchObject({ unread: 0, tooMany: false });
  });
});

it("a patient who left a restarted server meanwhile has left, and has not lost the connection", async () => {
  const { session, model } = open();
  letIn();
  session.actions.openChat("ana");
  session.actions.send("ana", "are you there?");
  await reconnect();
  letIn(snapshot({ now: 2, since: 1, visits: [], over: { somebody: "removed", ana: "left" } }));
  expect(model().queue).toEqual([]);
  expect(model().chat).toMatchObject({ departure: "left", writing: "gone" });
});

describe("a refused page", () => {
  const lasting = ["version_unsupported", "room_unknown", "not_allowed", "bad_hello", "something_new"];

  it.each(lasting)("keeps on screen what it holds, and says what is wrong: %s", async (code) => {
    const { session, model } = open();
    letIn();
    session.actions.openChat("ana");
    session.actions.send("ana", "unsent");
    await reconnect();
    await refuse(code);
    expect(model()).toMatchObject({ blocked: null, refused: { code }, connection: "offline" });
    expect(model().queue).toHaveLength(1);
    expect(model().chat?.messages.map(({ text, status }) => [text, status])).toEqual([["unsent", "sending"]]);
    expect(session.desk.holdsTheOnlyCopy()).toBe(true);
  });

  it.each(lasting)("tries again now and then, and goes on where it was: %s", async (code) => {
    const { session, model } = open();
    letIn();
    session.actions.openChat("ana");
    session.actions.setDraft("ana", "half-written");
    await reconnect();
    await refuse(code);
    await wait(LATER);
    await browser.answerKnock();
    letIn();
    expect(model()).toMatchObject({ blocked: null, refused: null, connection: "online" });
    expect(model().chat?.draft).toBe("half-written");
  });

  it("shows nothing but the problem where it holds nothing yet", async () => {
    const { model } = open();
    await refuse("version_unsupported");
    expect(model()).toMatchObject({ blocked: { code: "version_unsupported" }, refused: null });
    await wait(LATER);
    await browser.answerKnock();
    letIn();
    expect(model()).toMatchObject({ blocked: null, refused: null });
  });

  it.each(["signed_out", "account_closed"])(
    "holds nothing of the patients once nobody is signed in, and does not try again: %s",
    async (code) => {
      const { session, model } = open();
      letIn();
      session.actions.openChat("ana");
      session.actions.send("ana", "unsent");
      await reconnect();
      await refuse(code);
      expect(model()).toMatchObject({ blocked: { code }, refused: null, queue: [], left: [], chat: null });
      expect(session.desk.chat.value.conversations.size).toBe(0);
      expect([...session.desk.courier.lines]).toEqual([]);
      await wait(2 * LATER);
      expect(browser.sockets).toHaveLength(2);
    },
  );

  it("keeps hidden what it hid, whatever it is refused for later", async () => {
    const { session, model } = open();
    letIn();
    session.actions.openChat("ana");
    await reconnect();
    await refuse("token_expired");
    await wait(LATER);
    await browser.answerKnock();
    await refuse("not_allowed");
    expect(model()).toMatchObject({ blocked: { code: "token_expired" }, refused: null });
  });

  it("shows somebody else who signs in nothing of the person before", async () => {
    const { session, model } = open();
    letIn();
    tell({ type: "away_set", away: SET });
    session.actions.openChat("ana");
    session.actions.setDraft("ana", "half-written");
    session.actions.send("ana", "unsent");
    await reconnect();
    await refuse("token_expired");
    await wait(LATER);
    await browser.answerKnock();
    letIn(snapshot({ me: { id: "okafor", name: "Dr. Okafor", title: "", photo: null, line: "" } }));
    expect(model()).toMatchObject({ blocked: null, chat: null, me: { id: "okafor" } });
    session.actions.openChat("ana");
    expect(model().chat).toMatchObject({ messages: [], draft: "" });
    await reconnect();
    expect(hello().away).toBeNull();
  });

  it.each(["token_expired", "token_invalid"])(
    "shows nothing of the patients while its token does not count, and goes on once one does: %s",
    async (code) => {
      const { session, model } = open();
      letIn();
      session.actions.openChat("ana");
      session.actions.setDraft("ana", "half-written");
      await reconnect();
      await refuse(code);
      expect(model()).toMatchObject({ blocked: { code }, refused: null });
      await wait(LATER);
      await browser.answerKnock();
      letIn();
      expect(model()).toMatchObject({ blocked: null, connection: "online", chat: { draft: "half-written" } });
    },
  );
});
