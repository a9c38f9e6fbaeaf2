/**
 * What goes over the wire: Socket.IO's packets (protocol 5) inside Engine.IO's (protocol 4), as text. Of both, what our server
 * says and what it takes.
 */
import { isRecord } from "../../values/shapes";

export type Packet =
  | { readonly type: "open"; readonly pingInterval: number; readonly pingTimeout: number } // both in ms
  | { readonly type: "ping" }
  | { readonly type: "close" }
  | { readonly type: "entered" }
  | { readonly type: "refused"; readonly code: string | null }
  | { readonly type: "event"; readonly event: Tagged }
  | { readonly type: "answer"; readonly id: number; readonly reply: Tagged };

/** Every event and every reply of the protocol is one of a tagged union. */
export interface Tagged {
  readonly type: string;
}

export const PONG = "3";

const FROM_NAMESPACE = /^4([0-4])(\/[^,]*)(?:,|$)(\d*)([^]*)$/;

export function encodeEnter(namespace: string, auth: object): string {
  return `40${namespace},${JSON.stringify(auth)}`;
}

/** `id`: what the answer will carry. */
export function encodeCommand(namespace: string, id: number, command: unknown): string {
  return `42${namespace},${String(id)}${JSON.stringify(["command", command])}`;
}

/** Null for whatever is not understood, is for another namespace, or is binary: to be left alone. */
export function parsePacket(frame: unknown, namespace: string): Packet | null {
  if (typeof frame !== "string") return null;
  if (frame === "2") return { type: "ping" };
  if (frame === "1") return { type: "close" };
  if (frame.startsWith("0")) return readOpen(parseJson(frame.slice(1)));
  const [, kind, from, id, payload] = FROM_NAMESPACE.exec(frame) ?? [];
  if (from !== namespace) return null;
  const data = parseJson(payload ?? "");
  switch (kind) {
    case "0":
      return { type: "entered" };
    case "1":
      return { type: "close" };
    case "2":
      return readEvent(data);
    case "3":
      return id === "" ? null : readAnswer(Number(id), data);
    default:
      return { type: "refused", code: readCode(data) };
  }
}

function readOpen(data: unknown): Packet | null {
  if (!isRecord(data)) return null;
  const { pingInterval, pingTimeout } = data;
  if (!isPositive(pingInterval) || !isPositive(pingTimeout)) return null;
  return { type: "open", pingInterval, pingTimeout };
}

function readEvent(data: unknown): Packet | null {
  if (!Array.isArray(data) || data[0] !== "event") return null;
  const event: unknown = data[1];
  return isTagged(event) ? { type: "event", event } : null;
}

function readAnswer(id: number, data: unknown): Packet | null {
  const reply: unknown = Array.isArray(data) ? data[0] : null;
  return isTagged(reply) ? { type: "answer", id, reply } : null;
}

/** Of `{message, data: {code}}`. */
function readCode(data: unknown): string | null {
  if (!isRecord(data) || !isRecord(data["data"])) return null;
  const { code } = data["data"];
  return typeof code === "string" ? code : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isTagged(value: unknown): value is Tagged {
  return isRecord(value) && typeof value["type"] === "string";
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && value > 0;
}
