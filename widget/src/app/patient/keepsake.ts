/** What survives a reload of the patient's page: the visit ticket and the name, in this tab only, and wiped when the visit ends. */
import { isRecord } from "../../values/shapes";
import { keepChoice } from "../i18n/choice";

export interface Keepsake {
  readonly ticket: string;
  readonly name: string;
  /** The visit's id; pages of an earlier version kept none. */
  readonly visit?: string;
  /** The call that has been shown. */
  readonly call?: string | null;
  /** Whether a call is to be heard. */
  readonly sound?: boolean;
  /** Whom the patient waits for. */
  readonly host?: string;
}

const PREFIX = "waitside:";

function keyOf(room: string): string {
  return PREFIX + room;
}

/** Null when there is none, or the browser gives no storage. */
export function recall(room: string): Keepsake | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(room)) ?? "null");
    return isKeepsake(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** A room that the tab keeps a visit to, other than this one. */
export function otherRoom(room: string): string | null {
  try {
    const rooms = Object.keys(sessionStorage).map((key) => key.slice(PREFIX.length));
    return rooms.find((each) => each !== room && recall(each) !== null) ?? null;
  } catch {
    return null;
  }
}

/** Without storage the visit lives as long as the page. */
export function keep(room: string, keepsake: Keepsake): void {
  try {
    sessionStorage.setItem(keyOf(room), JSON.stringify(keepsake));
  } catch {
    // nothing is lost but the reload
  }
}

export function discard(room: string): void {
  keepChoice("patient", null); // nor does the tab's next patient get this one's language
  discardTicket(room);
}

/** For somebody who checks in, and may have chosen a language before. */
export function discardTicket(room: string): void {
  try {
    sessionStorage.removeItem(keyOf(room));
  } catch {
    // nothing was kept
  }
}

function isKeepsake(value: unknown): value is Keepsake {
  return isRecord(value) && typeof value["ticket"] === "string" && typeof value["name"] === "string";
}
