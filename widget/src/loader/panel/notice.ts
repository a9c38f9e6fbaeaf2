/** What stands in the frame's place while there is no frame to look at. */
import type { LayoutState } from "../../bridge/host";
import { button, element, link } from "../dom";
import type { Options } from "../options";
import type { Texts } from "../texts";

/** `idle`: there is no frame yet, or no more. Beyond `loading`, the frame's app says which it is. */
export type View = "idle" | "loading" | "failed" | LayoutState;

export interface NoticeActions {
  retry: () => void;
  close: () => void;
}

/** What is to be seen instead of the frame in this view. */
export function noticeFor(
  view: View,
  origin: string,
  { role, room, container }: Options,
  texts: Texts,
  actions: NoticeActions,
): (Node | string)[] {
  if (view !== "loading" && view !== "failed") return [];
  const close = container ? [] : [button({}, actions.close, texts.close)];
  if (view === "loading") return [element("i", {}), texts.loading, ...close];
  const elsewhere = role === "patient" ? [link(`${origin}/r/${room}`, texts.ownWindow)] : [];
  return [texts.notLoaded, button({ class: "retry" }, actions.retry, texts.tryAgain), ...elsewhere, ...close];
}
