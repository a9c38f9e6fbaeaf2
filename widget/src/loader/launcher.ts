/** The round button in the corner of the page, with its badge. */
import { button, element, icon } from "./dom";
import { newMessages, OPEN_CHAT } from "./texts";

const BUBBLE = "M4 3h16q2 0 2 2v10q0 2-2 2h-9l-5 4v-4H4q-2 0-2-2V5q0-2 2-2Z";

export interface Launcher {
  button: HTMLButtonElement;
  /** Says the number of new messages to screen readers whenever it changes. */
  announcement: HTMLElement;
  setUnread(count: number): void;
}

export function createLauncher(onClick: () => void): Launcher {
  const badge = element("span", { class: "badge", "data-testid": "waitside-launcher-badge" });
  const announcement = element("span", { class: "unseen", id: "unread", role: "status" });
  const launcher = button(
    {
      class: "launcher",
      "data-testid": "waitside-launcher",
      "aria-label": OPEN_CHAT,
      "aria-describedby": "unread",
    },
    onClick,
    icon(BUBBLE),
    badge,
  );
  return {
    button: launcher,
    announcement,
    setUnread(count) {
      badge.textContent = count > 99 ? "99+" : `${count || ""}`; // hidden while empty
      announcement.textContent = count ? newMessages(count) : "";
    },
  };
}
