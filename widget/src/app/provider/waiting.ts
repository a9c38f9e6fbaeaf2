/** The queue as the provider's page knows it: the server's word, and what it may have forgotten by a restart. */
import type { ProviderSnapshot, QueueVisit } from "../protocol/types";

export type Queue = ReadonlyMap<string, QueueVisit>;

export interface Merged {
  readonly queue: Queue;
  /** Visits that are over. */
  readonly left: readonly string[];
  /** Visits that the server does not know (any more), whose pages may still bring them back. */
  readonly missing: readonly string[];
}

/** The queue after a snapshot. A server whose memory is younger than its grace may have forgotten visits by a restart. */
export function merge(known: Queue, snapshot: ProviderSnapshot): Merged {
  const fresh = new Map(snapshot.visits.map((visit) => [visit.id, visit]));
  const gone = [...known.values()].filter(({ id }) => !fresh.has(id));
  const mayReturn = snapshot.now < snapshot.since + snapshot.grace;
  if (!mayReturn) return { queue: fresh, left: gone.map(({ id }) => id), missing: [] };
  const left = gone.map(({ id }) => id).filter((id) => snapshot.over?.[id] !== undefined);
  const missing = gone.filter(({ id }) => !left.includes(id));
  for (const visit of missing) fresh.set(visit.id, { ...visit, page: { ...visit.page, connected: false } });
  return { queue: byArrival(fresh), left, missing: missing.map(({ id }) => id) };
}

export function withVisit(queue: Queue, visit: QueueVisit): Queue {
  return byArrival(new Map(queue).set(visit.id, visit));
}

export function withoutVisit(queue: Queue, visit: string): Queue {
  const rest = new Map(queue);
  rest.delete(visit);
  return rest;
}

function byArrival(queue: Queue): Queue {
  const visits = [...queue.values()].sort(
    (one, other) => one.arrivedAt - other.arrivedAt || (one.id < other.id ? -1 : 1),
  );
  return new Map(visits.map((visit) => [visit.id, visit]));
}
