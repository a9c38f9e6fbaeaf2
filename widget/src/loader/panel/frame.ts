/** The frame. Its address names the room and nothing else: the token goes over the bridge. */
import { element } from "../dom";
import type { Options } from "../options";

export function createFrame(origin: string, { role, room }: Options, title: string): HTMLIFrameElement {
  return element("iframe", {
    src: `${origin}/embed/${role}/${room}`,
    title,
    allow: "clipboard-write",
    referrerpolicy: "no-referrer", // a portal's addresses may name a patient
    "data-testid": "waitside-frame",
  });
}
