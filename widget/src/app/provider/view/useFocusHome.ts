import { useLayoutEffect, useRef } from "preact/hooks";

export const QUEUE_TITLE_ID = "queue-title";

export function moreButtonId(visit: string): string {
  return `more-${visit}`;
}

/** When what was open for a visit closes and nothing has the focus, it goes to that visit's row, or to the queue. */
export function useFocusHome(visit: string | null): void {
  const before = useRef<string | null>(null);
  useLayoutEffect(() => {
    const closed = before.current;
    before.current = visit;
    if (closed === null || visit !== null) return;
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const home = document.getElementById(moreButtonId(closed)) ?? document.getElementById(QUEUE_TITLE_ID);
    home?.focus();
  }, [visit]);
}
