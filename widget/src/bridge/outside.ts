/**
 * What the provider's frame asks of the page around it, beside the panel: to count in its title and to show notifications.
 * Over a port of its own, which travels with `outside`: kinds and counts, never a name, never a text.
 */
import { isCount, isRecord } from "../values/shapes";

export type OutsideKind = "messages" | "arrivals" | "test";
export type OutsidePermission = NotificationPermission | "unsupported";

/** From the frame. `ask`: for the browser's permission, right after a click in the frame. */
export type OutsideWish =
  | { type: "ask" }
  | { type: "count"; count: number; arrivals: boolean }
  | { type: "show"; kind: OutsideKind }
  | { type: "close"; kind: OutsideKind };

/** To the frame. */
export type OutsideNews =
  { type: "permission"; state: OutsidePermission } | { type: "clicked"; kind: OutsideKind };

export function parseOutsideWish(data: unknown): OutsideWish | null {
  if (!isRecord(data)) return null;
  const { type, count, arrivals, kind } = data;
  if (type === "ask") return { type };
  if (type === "count") return isCount(count) ? { type, count, arrivals: arrivals === true } : null;
  if (type === "show" || type === "close") return isKind(kind) ? { type, kind } : null;
  return null;
}

export function parseOutsideNews(data: unknown): OutsideNews | null {
  if (!isRecord(data)) return null;
  const { type, state, kind } = data;
  if (type === "permission") return isPermission(state) ? { type, state } : null;
  if (type === "clicked") return isKind(kind) ? { type, kind } : null;
  return null;
}

function isKind(value: unknown): value is OutsideKind {
  return value === "messages" || value === "arrivals" || value === "test";
}

function isPermission(value: unknown): value is OutsidePermission {
  return ["granted", "default", "denied", "unsupported"].includes(value as string);
}
