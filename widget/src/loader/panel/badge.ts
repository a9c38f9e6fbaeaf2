/** The launcher's badge, and what screen readers hear of it. */
import { element } from "../dom";
import { counted } from "../texts";
import type { Texts } from "../texts";

/** From the first message of a burst to what is said of it, which is how many there are by then. */
const GATHERING_MS = 1000;

/** Shows a number of new messages, and says it. */
export function createBadge(
  launcher: HTMLElement,
  { newMessages }: Texts,
  language: string,
): (count: number) => void {
  const badge = element("span", { class: "badge", "data-testid": "waitside-launcher-badge" });
  const announcement = element("span", { class: "unseen", id: "unread", role: "status" });
  launcher.setAttribute("aria-describedby", "unread");
  launcher.append(badge);
  launcher.after(announcement);
  let count = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const say = (): void => {
    timer = undefined;
    announcement.textContent = count ? counted(newMessages, count, language) : "";
  };
  return (next) => {
    count = next;
    badge.textContent = count > 99 ? "99+" : `${count || ""}`; // hidden while empty
    if (count) timer ??= setTimeout(say, GATHERING_MS);
    else say();
  };
}
