/** The providers of a room as people: one for each, however many pages each has open. And their pages, as those one writes to. */
import type { Peer, Side } from "../delivery/courier";
import type { PageView, ProviderView, RoomView, TeamPage } from "../protocol/types";
import type { Person, Presence } from "../ui/model";

const BEST_FIRST: readonly Presence[] = ["on_call", "online", "away", "offline"];

export function asPeople(team: readonly TeamPage[]): readonly Person[] {
  const people = new Map<string, Person>();
  for (const { page, provider, presence } of team) {
    const seen = page.connected ? presence : "offline";
    const known = people.get(provider.id);
    if (known === undefined || rank(seen) < rank(known.presence)) {
      people.set(provider.id, asPerson(provider, seen));
    }
  }
  return [...people.values()].sort((one, other) => rank(one.presence) - rank(other.presence));
}

export function asPerson(provider: ProviderView, presence: Presence): Person {
  return { ...provider, presence };
}

/** @param name of its provider, where that is not simply the person at the other end */
export function asPeer(
  visit: string,
  { id, key, proof = null, connected, since }: PageView,
  side: Side,
  name: string | null,
): Peer {
  return { visit, page: id, publicKey: key, proof, connected, since, side, name };
}

/** Stands in while no provider is there. */
export function roomAsPerson(room: Pick<RoomView, "name" | "title">): Person {
  return { id: "", name: room.name, title: room.title, photo: null, line: "", presence: "offline" };
}

function rank(presence: Presence): number {
  return BEST_FIRST.indexOf(presence);
}
