/**
 * The language spoken between the loader (on the clinic's page) and the frame (on the backend's origin).
 *
 * One `connect` message is posted to the frame with a MessagePort; everything after it goes over that port. Whatever
 * arrives is `unknown` and goes through one of the parsers here, once; what does not parse is dropped.
 */
import { isCount, isRecord } from "../values/shapes";

/** Grows by one whenever an older loader or frame could no longer understand its counterpart. */
export const BRIDGE_VERSION = 1;

/** What the clinic's page says about the person in front of it. */
export interface HostOptions {
  /** Room token signed by the backend; null for a walk-in patient. */
  token: string | null;
  /** Name to show on the other side; null when the page gave none. */
  name: string | null;
  /** BCP 47 language tag; null lets the frame choose. */
  lang: string | null;
}

/** The one message that is posted to a window; the port travels beside it. */
export interface Connect {
  waitside: typeof BRIDGE_VERSION;
  type: "connect";
  options: HostOptions;
}

/** A wish of the host page. The frame decides and answers with `layout`. */
export type HostCommand = { type: "open" } | { type: "minimize" } | { type: "close" };

/** What goes to the frame: a command, or its answer to `token`. */
export type HostMessage = HostCommand | { type: "token"; token: string | null };

/** How much room the frame's panel takes on the host page. */
export type LayoutState = "open" | "minimized" | "closed";

/** How far a patient's visit is: there is none, it waits, is in a call, is over, or is on another page. */
export type VisitState = (typeof VISIT_STATES)[number];

const VISIT_STATES = ["none", "waiting", "called", "ended", "elsewhere"] as const;

/** What the frame tells the host page: never a name, never a text. */
export type FrameMessage =
  | { type: "ready" }
  | { type: "layout"; state: LayoutState }
  | { type: "unread"; count: number }
  /** The provider's queue. */
  | { type: "queue"; waiting: number; inCall: number }
  /** The patient's place in it, from 1; null in a call, and outside of a visit. */
  | { type: "queue"; place: number | null }
  /** The patient's visit and the room that it is to; `place` from 1 while it waits and the place is known. */
  | { type: "visit"; state: VisitState; place: number | null; room: string }
  | { type: "call-started"; call: string; url: string | null }
  | { type: "call-ended"; call: string }
  | { type: "error"; code: string }
  /** Another token is wanted: the one at hand has expired, or will soon. */
  | { type: "token" }
  /** Over this MessagePort the frame asks for what lies outside of it: see outside.ts. Checked where it is used. */
  | { type: "outside"; port: unknown };

/** A connect message in our version, one in a version we do not speak, or null for anything else. */
export type ParsedConnect =
  { kind: "connect"; options: HostOptions } | { kind: "unsupported_version" } | null;

export function parseConnect(data: unknown): ParsedConnect {
  if (!isRecord(data) || data.type !== "connect" || typeof data.waitside !== "number") return null;
  if (data.waitside !== BRIDGE_VERSION) return { kind: "unsupported_version" };
  const options = parseHostOptions(data.options);
  return options && { kind: "connect", options };
}

/** Host options from anything: absent or empty members become null, one of a wrong type makes the whole thing null. */
export function parseHostOptions(data: unknown): HostOptions | null {
  if (!isRecord(data)) return null;
  const [token, name, lang] = [data.token, data.name, data.lang].map(textOrNull);
  return token === undefined || name === undefined || lang === undefined ? null : { token, name, lang };
}

export function parseHostCommand(data: unknown): HostCommand | null {
  if (!isRecord(data)) return null;
  switch (data.type) {
    case "open":
    case "minimize":
    case "close":
      return { type: data.type };
    default:
      return null;
  }
}

/** A token, null for none to be had; undefined for anything else. */
export function parseHostToken(data: unknown): string | null | undefined {
  return isRecord(data) && data.type === "token" ? (textOrNull(data.token) ?? null) : undefined;
}

export function parseFrameMessage(data: unknown): FrameMessage | null {
  if (!isRecord(data)) return null;
  const { type, state, place, count, call, url, code, port, room } = data;
  switch (type) {
    case "ready":
      return { type };
    case "layout":
      return isLayoutState(state) ? { type, state } : null;
    case "unread":
      return isCount(count) ? { type, count } : null;
    case "queue":
      return parseQueue(data);
    case "visit":
      return isVisitState(state) && (place === null || isCount(place)) && isSlug(room)
        ? { type, state, place, room }
        : null;
    case "token":
      return { type };
    case "call-started":
      return isText(call) && isWebAddressOrNull(url) ? { type, call, url } : null;
    case "call-ended":
      return isText(call) ? { type, call } : null;
    case "error":
      return isWord(code) ? { type, code } : null;
    case "outside":
      return { type, port };
    default:
      return null;
  }
}

function parseQueue({ waiting, inCall, place }: Record<string, unknown>): FrameMessage | null {
  if (isCount(waiting) && isCount(inCall)) return { type: "queue", waiting, inCall };
  return place === null || isCount(place) ? { type: "queue", place } : null;
}

/** Nothing that could be a person's name with its spaces. */
function isSlug(value: unknown): value is string {
  return isText(value) && /^[\w-]+$/.test(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** Undefined for what is no text at all. */
function textOrNull(value: unknown): string | null | undefined {
  if (value === undefined || value === null || value === "") return null;
  return isText(value) ? value : undefined;
}

/** The host page may open this address: no `javascript:` from another origin. */
function isWebAddressOrNull(value: unknown): value is string | null {
  return value === null || (isText(value) && /^https?:/.test(value));
}

function isLayoutState(value: unknown): value is LayoutState {
  return value === "open" || value === "minimized" || value === "closed";
}

function isVisitState(value: unknown): value is VisitState {
  return VISIT_STATES.some((each) => each === value);
}

/** Codes are single words; that keeps sentences out of the host page's handlers and logs. */
function isWord(value: unknown): value is string {
  return isText(value) && /^\w+$/.test(value);
}
