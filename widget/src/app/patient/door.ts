/** Where a patient's page begins. */
import { cleanName } from "../delivery/content";
import type { PageConfig } from "../page";
import { otherRoom, recall } from "./keepsake";
import type { Stage } from "./model";

export interface Beginning {
  readonly stage: Stage;
  readonly token: string | null;
  readonly ticket: string | null;
  /** The visit that the ticket is for, if that is known. */
  readonly visit: string | null;
  /** The call that was shown before a reload. */
  readonly call: string | null;
  /** The visit whose call is to be heard. */
  readonly heard: string | null;
  readonly name: string;
}

/**
 * A portal's patient with a token, a visit that goes on after a reload, or a walk-in at the door. Beside a token the kept
 * ticket may be another person's, which the server finds out; the kept name is then not for this page.
 */
export function begin(
  config: PageConfig,
  portal: { token: string | null; name: string | null } | null,
): Beginning {
  const token = portal?.token ?? null;
  const kept = recall(config.room);
  return {
    stage: token === null && kept === null ? atTheDoor(config) : { stage: "entering" },
    token,
    ticket: kept?.ticket ?? null,
    visit: kept?.visit ?? null,
    call: kept?.call ?? null,
    heard: kept?.sound === true ? (kept.visit ?? null) : null,
    name: cleanName(portal?.name ?? (token === null ? kept?.name : null) ?? ""),
  };
}

/** What a patient who walks in finds; `name` is that of one who checks in again. */
export function atTheDoor({ room, roomInfo: { open, walkIns, passcode } }: PageConfig, name = ""): Stage {
  if (!open) return { stage: "unavailable", problem: { code: "room_closed" } };
  if (!walkIns) return { stage: "unavailable", problem: { code: "portal_only" } };
  return { stage: "check_in", name, passcode, busy: false, problem: null, elsewhere: otherRoom(room) };
}
