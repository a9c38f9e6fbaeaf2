/** Reads what the clinic's page asks for. Everything here is untrusted: a page's developer may pass anything. */

export interface Options {
  room: string;
  role: string;
  token: string | null;
  name: string | null;
  lang: string | null;
  /** `#rgb` or `#rrggbb`; null for our own. */
  color: string | null;
  getToken: (() => unknown) | null;
  /** What the chat fills; null for a launcher in the corner of the page. */
  container: string | Element | null;
}

/** What a tag says: attributes of an element, or with `data-` of the script. */
const ATTRIBUTES = ["room", "role", "as", "token", "name", "lang", "color", "container"];

export function readAttributes(tag: Element, prefix: string): Record<string, unknown> {
  const raw = Object.create(null) as Record<string, unknown>; // where the page hung no setters
  for (const name of ATTRIBUTES) raw[name] = tag.getAttribute(prefix + name);
  return raw;
}

/** Checked options; those of no use throw. A colour that is none does no harm: it is left out. */
export function parseOptions(raw: Record<string, unknown>): Options {
  // What the page's scripts hung on Object.prototype is nobody's wish.
  const given = (key: string): unknown => {
    const value = Object.hasOwn(raw, key) ? raw[key] : null;
    return value === "" ? null : (value ?? null);
  };
  const text = (key: string, pattern = /^/): string | null => {
    const value = given(key);
    if (value === null) return null;
    if (typeof value !== "string") throw new TypeError();
    return pattern.test(value) ? value : null;
  };
  const room = text("room", /^[\w-]+$/);
  const role = text("as") ?? text("role") ?? "patient";
  const container = given("container") as Options["container"];
  const getToken = given("getToken") as Options["getToken"];
  const isRole = role === "patient" || (role === "provider" && container);
  if (!room || !isRole || (getToken && typeof getToken !== "function")) throw new TypeError();
  const color = text("color", /^#([\da-f]{3}){1,2}$/i);
  return {
    room,
    role,
    container,
    getToken,
    color,
    token: text("token"),
    name: text("name"),
    lang: text("lang"),
  };
}
