/** Ties a session to the page it runs in: seen or hidden, asked to go, gone. */
import type { ReadonlySignal } from "@preact/signals-core";
import type { Desk } from "./desk";

const NUDGE_EVERY = 1_000; // ms

export interface Session {
  readonly desk: Desk;
  /** The person looks at the page again, or the network is back. */
  wake(): void;
  /** The browser says that the network is gone. */
  drop(): void;
  wipe(): void;
}

/**
 * `shown`: whether the views show what the session holds. `clear` takes everything off the screen; it runs when the page goes, so
 * that no cache can bring a conversation back.
 */
export function tie(session: Session, shown: ReadonlySignal<boolean>, clear: () => void): void {
  const { desk } = session;
  const see = () => {
    const visible = document.visibilityState === "visible" && shown.value;
    desk.dispatch({ type: "page_visible", visible });
    if (visible) wake();
  };
  const wake = () => {
    session.wake();
    desk.nudge(performance.now()); // a hidden page's timers may have slept
  };
  shown.subscribe(see); // also at once
  document.addEventListener("visibilitychange", see);
  addEventListener("online", wake);
  addEventListener("offline", () => session.drop());
  setInterval(() => desk.nudge(performance.now()), NUDGE_EVERY);
  addEventListener("beforeunload", (event) => {
    if (desk.holdsTheOnlyCopy()) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    session.wipe();
    clear();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
