import { describe, expect, it } from "vitest";
import { EMPTY, step, type Input } from "../chatbox";
import type { ProviderView, QueueVisit, TeamPage } from "../protocol/types";
import { ServerClock } from "../session/clock";
import { Endings } from "./endings";
import { drawProvider, type ProviderState } from "./model";
import { ALERTS } from "./testing";

const provider = (id: string): ProviderView => ({ id, name: `Dr. ${id}`, title: "", photo: null, line: "" });
const teamPage = (id: string, connected = true): TeamPage => ({
  page: { id: `page-${id}`, key: "key", connected, since: 0 },
  provider: provider(id),
  presence: "online",
});

function visit(id: string, caller: string | null = null): QueueVisit {
  const page = { id: `page-${id}`, key: "key", connected: true, since: 0 };
  const call = caller === null ? null : { id: "call", url: null };
  return { id, arrivedAt: 1, status: call ? "in_call" : "waiting", reference: null, page, call, caller };
}

function draw(changes: Partial<ProviderState>, ...inputs: readonly Input[]) {
  const state: ProviderState = {
    connection: "online",
    blocked: null,
    room: null,
    me: provider("rivera"),
    account: null,
    alerts: ALERTS,
    queue: new Map(),
    team: [teamPage("rivera"), teamPage("patel")],
    names: new Map([["ana", "Ana Diaz"]]),
    departures: new Map(),
    endings: new Endings("page", () => Promise.resolve({ type: "accepted" })),
    chat: inputs.reduce((chat, input) => step(chat, input).state, EMPTY),
    typing: new Set(),
    isFull: () => false,
  };
  return drawProvider({ ...state, ...changes }, new ServerClock());
}

const queueOf = (...visits: readonly QueueVisit[]) => new Map(visits.map((each) => [each.id, each]));

describe("what a provider is shown", () => {
  it("has the names that the patients' pages told, and none for those that have not yet", () => {
    const model = draw({ queue: queueOf(visit("ana"), visit("ben")) });
    expect(model.queue.map(({ name }) => name)).toEqual(["Ana Diaz", null]);
  });

  it("lets the provider end the own call, and a colleague's only when that one is gone", () => {
    const mayEnd = (caller: string, team: readonly TeamPage[]) =>
      draw({ queue: queueOf(visit("ana", caller)), team }).queue[0]?.mayEndCall;
    expect(mayEnd("rivera", [])).toBe(true);
    expect(mayEnd("patel", [teamPage("patel")])).toBe(false);
    expect(mayEnd("patel", [teamPage("patel", false)])).toBe(true);
  });

  it("knows with whom the provider is in a call, and not a colleague's call for it", () => {
    expect(draw({ queue: queueOf(visit("ana", "rivera")) }).inCallWith).toBe("ana");
    expect(draw({ queue: queueOf(visit("ana", "patel")) }).inCallWith).toBeNull();
  });

  it("keeps a row for a patient who left unread, until the box shows that patient", () => {
    const left: Input[] = [
      { type: "visit_present", visit: "ana" },
      {
        type: "message_added",
        visit: "ana",
        message: { id: "m", direction: "received", text: "bye", at: 1, by: null, status: "delivered" },
      },
      { type: "visit_left", visit: "ana" },
    ];
    const departures = new Map([["ana", "left"]] as const);
    expect(draw({ departures }, ...left).left).toEqual([{ visit: "ana", name: "Ana Diaz", unread: 1 }]);
    const viewed = draw({ departures }, ...left, { type: "chat_opened", visit: "ana" });
    expect(viewed.left).toEqual([]);
    expect(viewed.chat).toMatchObject({ name: "Ana Diaz", writing: "gone", departure: "left" });
  });
});
