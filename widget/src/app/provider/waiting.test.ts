import { describe, expect, it } from "vitest";
import type { ProviderSnapshot, QueueVisit } from "../protocol/types";
import { ACCOUNT } from "./testing";
import { merge, withoutVisit, withVisit, type Queue } from "./waiting";

function visit(id: string, arrivedAt: number): QueueVisit {
  const page = { id: `page-${id}`, key: "key", connected: true, since: 0 };
  return { id, arrivedAt, status: "waiting", reference: null, page, call: null, caller: null };
}

function snapshot(now: number, ...visits: QueueVisit[]): ProviderSnapshot {
  const provider = { id: "p", name: "", title: "", photo: null, line: "" };
  const room = { slug: "r", name: "", title: "", patientsWriteFirst: true };
  return {
    type: "provider_snapshot",
    now,
    tokenExpires: now,
    since: 1_000,
    grace: 45_000,
    room,
    me: provider,
    account: ACCOUNT,
    page: "",
    visits,
    team: [],
    away: null,
  };
}

const queue = (...visits: QueueVisit[]): Queue => new Map(visits.map((each) => [each.id, each]));
const [ana, ben] = [visit("ana", 1), visit("ben", 2)];

describe("the queue on the provider's page", () => {
  it("stands in order of arrival, whatever order visits come back in", () => {
    expect([...withVisit(queue(ben), ana).keys()]).toEqual(["ana", "ben"]);
    expect([...withoutVisit(queue(ana, ben), "ana").keys()]).toEqual(["ben"]);
  });

  it("lets go of visits that are over when the server remembers longer than the page was away", () => {
    const merged = merge(queue(ana, ben), snapshot(46_000, ben));
    expect([...merged.queue.keys()]).toEqual(["ben"]);
    expect(merged.left).toEqual(["ana"]);
    expect(merged.missing).toEqual([]);
  });

  it("lets go of a visit that ended after a restart, before the page was back", () => {
    const merged = merge(queue(ana, ben), { ...snapshot(2_000), over: { stranger: "left", ana: "removed" } });
    expect([[...merged.queue.keys()], merged.left, merged.missing]).toEqual([["ben"], ["ana"], ["ben"]]);
  });

  it("keeps visits that a restarted server has not heard of yet, as not connected, in their place", () => {
    const merged = merge(queue(ana, ben), snapshot(45_999, ben));
    expect([...merged.queue.keys()]).toEqual(["ana", "ben"]);
    expect(merged.queue.get("ana")?.page.connected).toBe(false);
    expect(merged.left).toEqual([]);
    expect(merged.missing).toEqual(["ana"]);
  });
});
