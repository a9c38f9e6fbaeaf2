/** The panel: the frame's place on the page, and what stands there while there is no frame to look at. */
import type { LayoutState } from "../bridge/host";
import { button, element } from "./dom";
import type { Options } from "./options";
import { CLOSE, FRAME_TITLES, LOADING, NOT_LOADED, OWN_WINDOW, TRY_AGAIN } from "./texts";

/** `idle`: there is no frame yet, or no more. Beyond `loading`, the frame's app says which it is. */
export type View = "idle" | "loading" | "failed" | LayoutState;

export interface PanelActions {
  retry: () => void;
  close: () => void;
}

/** What is to be seen instead of the frame in this view. */
export function noticeFor(
  view: View,
  origin: string,
  { role, room }: Options,
  actions: PanelActions,
): (Node | string)[] {
  if (view !== "loading" && view !== "failed") return [];
  const notice =
    view === "loading"
      ? [element("i", {}), LOADING]
      : [NOT_LOADED, button({ class: "retry" }, actions.retry, TRY_AGAIN)];
  if (role === "provider") return notice;
  if (view === "failed") {
    const href = `${origin}/r/${room}`;
    notice.push(element("a", { href, target: "_blank", rel: "noopener noreferrer" }, OWN_WINDOW));
  }
  return [...notice, button({}, actions.close, CLOSE)];
}

/** The frame. Its address names the room and nothing else: the token goes over the bridge. */
export function createFrame(origin: string, { role, room }: Options): HTMLIFrameElement {
  return element("iframe", {
    src: `${origin}/embed/${role}/${room}`,
    title: FRAME_TITLES[role],
    allow: "clipboard-write",
    referrerpolicy: "no-referrer", // a portal's addresses may name a patient
    "data-testid": "waitside-frame",
  });
}
