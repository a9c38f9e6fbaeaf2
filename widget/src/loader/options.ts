/** Reads what the clinic's page asks for. Everything here is untrusted: a page's developer may pass anything. */
import { parseHostOptions } from "../bridge/messages";
import type { HostOptions } from "../bridge/messages";

interface Common {
  room: string;
  host: HostOptions;
}

export type Options =
  | (Common & { role: "patient"; container: null })
  | (Common & { role: "provider"; container: string | Element });

/** Checked options, or null when they are of no use. Serves the script tag's data attributes as well. */
export function parseOptions(raw: unknown): Options | null {
  const host = parseHostOptions(raw);
  if (!host) return null;
  const { room, role = "patient", container } = raw as Record<string, unknown>;
  if (typeof room !== "string" || !/^[\w-]+$/.test(room)) return null;
  if (role === "patient") return { role, room, host, container: null };
  return role === "provider" && isContainer(container) ? { role, room, host, container } : null;
}

function isContainer(value: unknown): value is string | Element {
  return typeof value === "string" || value instanceof Element;
}
