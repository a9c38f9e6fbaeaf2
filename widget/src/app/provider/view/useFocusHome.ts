import { useLayoutEffect, useRef } from "preact/hooks";

export const QUEUE_TITLE_ID = "queue-title";

export function moreButtonId(visit: string): string {
  return `more-${visit}`;
}

export function openButtonId(visit: string): string {
  return `open-${visit}`;
}

/** When what was open for a visit closes and nothing has the focus, it goes to that visit's row, or to the queue. */
export function useFocusHome(visit: string | null): void {
  const before = useRef<string | null>(null);
  useLayoutEffect(() => {
    const closed = before.current;
    before.current = visit;
    if (closed === null || visit !== null) return;
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    focusHome(closed);
  }, [visit]);
}

/**
 * An action on the shown visit takes its own button away: then the keyboard goes on in the conversation.
 * @returns what to call when such an action begins
 */
export function useFocusKept(): () => void {
  const acting = useRef(false);
  useLayoutEffect(() => {
    if (!acting.current || document.activeElement !== document.body) return;
    acting.current = false;
    document.querySelector<HTMLElement>(".log")?.focus();
  });
  return () => (acting.current = true);
}

/** The focus goes to a visit's row, or to the queue where there is none. */
export function focusHome(visit: string): void {
  const home = document.getElementById(moreButtonId(visit)) ?? document.getElementById(QUEUE_TITLE_ID);
  home?.focus();
}
