/** Ties a session to the page it runs in: seen or hidden, asked to go, gone. */
import type { Desk } from "./desk";

const NUDGE_EVERY = 1_000; // ms

export interface Session {
  readonly desk: Desk;
  wipe(): void;
}

/** `clear` takes everything off the screen; it runs when the page goes, so that no cache can bring a conversation back. */
export function tie(session: Session, clear: () => void): void {
  const { desk } = session;
  const see = () => desk.dispatch({ type: "page_visible", visible: document.visibilityState === "visible" });
  see();
  document.addEventListener("visibilitychange", see);
  setInterval(() => desk.courier.nudge(Date.now()), NUDGE_EVERY);
  addEventListener("beforeunload", (event) => {
    if (desk.holdsUndelivered()) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    session.wipe();
    clear();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
