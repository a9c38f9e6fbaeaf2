/**
 * What the clinic's page keeps while a visit is alive: how its panel was, under one key of the tab's session storage. It lets the
 * loader take the visit up again on a reload and on another page of the site. The visit itself is kept by the frame.
 */
import type { LayoutState } from "../bridge/host";

function keyOf(room: string): string {
  return `waitside-${room}`;
}

/** Null when there is no visit, or the browser gives no storage. */
export function recallPanel(room: string): LayoutState | null {
  try {
    return sessionStorage.getItem(keyOf(room)) as LayoutState | null;
  } catch {
    return null;
  }
}

/** Null to forget it. */
export function keepPanel(room: string, state: LayoutState | null): void {
  try {
    if (state) sessionStorage.setItem(keyOf(room), state);
    else sessionStorage.removeItem(keyOf(room));
  } catch {
    // then a reload begins with a closed panel
  }
}
