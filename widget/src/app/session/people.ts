/** The providers of a room as people: one for each, however many pages each has open. */
import type { ProviderView, RoomView, TeamPage } from "../protocol/types";
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

/** Stands in while no provider is there. */
export function roomAsPerson(room: Pick<RoomView, "name" | "title">): Person {
  return { id: "", name: room.name, title: room.title, photo: null, line: "", presence: "offline" };
}

function rank(presence: Presence): number {
  return BEST_FIRST.indexOf(presence);
}
