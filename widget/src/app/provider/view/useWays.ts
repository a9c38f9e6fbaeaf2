/** The ways from one chat to another: to the next patient with something unread, and back to who was shown before. */
import { useLayoutEffect, useState } from "preact/hooks";
import type { LeftRow, ProviderModel, QueueRow } from "../../ui/model";

export interface Ways {
  /** The visits that they lead to; null where there is none. */
  readonly next: string | null;
  readonly previous: string | null;
  readonly goNext: () => void;
  readonly goPrevious: () => void;
}

export function useWays({ queue, left, chat }: ProviderModel, open: (visit: string) => void): Ways {
  const shown = chat?.visit ?? null;
  const [trail, setTrail] = useState<readonly string[]>([]);
  const isThere = (visit: string) => [...queue, ...left].some((row) => row.visit === visit);
  useLayoutEffect(() => setTrail((now) => withShown(now, shown)), [shown]);
  const next = nextUnread(queue, left, shown);
  const previous = [...trail].reverse().find((visit) => visit !== shown && isThere(visit)) ?? null;
  return {
    next,
    previous,
    goNext: () => next !== null && open(next),
    goPrevious() {
      if (previous === null) return;
      setTrail(trail.slice(0, trail.indexOf(previous) + 1));
      open(previous);
    },
  };
}

/** From the row of the shown patient downwards and around; those who have left come last. */
export function nextUnread(
  queue: readonly QueueRow[],
  left: readonly LeftRow[],
  shown: string | null,
): string | null {
  const at = queue.findIndex(({ visit }) => visit === shown);
  const inOrder = [...queue.slice(at + 1), ...queue.slice(0, at + 1), ...left];
  return inOrder.find(({ visit, unread }) => unread > 0 && visit !== shown)?.visit ?? null;
}

/** Each visit once, in the order in which they were shown last. */
export function withShown(trail: readonly string[], shown: string | null): readonly string[] {
  if (shown === null || trail.at(-1) === shown) return trail;
  return [...trail.filter((visit) => visit !== shown), shown].slice(-MOST_KEPT);
}

const MOST_KEPT = 50;
