/** The launcher's badge, and what screen readers hear of it. */
import { element } from "../dom";
import { counted } from "../texts";
import type { Texts } from "../texts";

/** Shows a number of new messages, and says it whenever it changes. */
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
  return (count) => {
    badge.textContent = count > 99 ? "99+" : `${count || ""}`; // hidden while empty
    announcement.textContent = count ? counted(newMessages, count, language) : "";
  };
}
