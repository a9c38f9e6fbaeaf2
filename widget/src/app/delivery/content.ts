/** What two pages say to each other inside sealed envelopes; nobody else can read it. */
import { isCount, isRecord } from "../../values/shapes";
import { checkText } from "./text";

export type Content =
  /** Who the patient is. The server does not know. */
  | { readonly type: "card"; readonly name: string }
  /** `at`: milliseconds since the epoch by the server's clock, which both pages know. `by`: the provider's name. */
  | {
      readonly type: "message";
      readonly id: string;
      readonly text: string;
      readonly at: number;
      readonly by: string | null;
      /** Its place among what its page writes in this conversation. */
      readonly order?: { readonly series: string; readonly number: number } | undefined;
    }
  /** To colleagues: this page of the patient has these messages of ours. */
  | { readonly type: "delivered"; readonly ids: readonly string[]; readonly page: string }
  /** These messages were really visible. */
  | { readonly type: "read"; readonly ids: readonly string[] }
  /** Someone is typing: good for a few seconds, worth nothing later. */
  | { readonly type: "typing" };

/** The inside of an envelope. */
export interface Letter {
  /** How often the line between the two pages has begun again. Null from a page that does not count it. */
  readonly epoch: number | null;
  /** Everything up to this number has been taken, in this epoch. */
  readonly ack: number;
  /** Null for what this page cannot read. */
  readonly contents: readonly (Content | null)[];
}

export const NAME_LIMIT = 80;
const ID_LIMIT = 64;

/** Throws for anything that is not a letter. A content that is none counts all the same: it must not hold up the others. */
export function parseLetter(text: string): Letter {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value) || !isCount(value["ack"]) || !Array.isArray(value["contents"]))
    throw new Error("not a letter");
  const epoch = isCount(value["epoch"]) ? value["epoch"] : null;
  return { epoch, ack: value["ack"], contents: value["contents"].map(contentOrNull) };
}

/** A name as it may be shown: one line, no control characters, at most `NAME_LIMIT` characters. */
export function cleanName(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return [...line].slice(0, NAME_LIMIT).join("");
}

function contentOrNull(value: unknown): Content | null {
  try {
    return parseContent(value);
  } catch {
    return null;
  }
}

/** Null for a kind that this page does not know: a newer page may say more. */
function parseContent(value: unknown): Content | null {
  if (!isRecord(value)) throw new Error("not a content");
  switch (value["type"]) {
    case "card":
      return { type: "card", name: cleanName(text(value["name"])) };
    case "message":
      return parseMessage(value);
    case "delivered":
      return { type: "delivered", ids: ids(value["ids"]), page: id(value["page"]) };
    case "read":
      return { type: "read", ids: ids(value["ids"]) };
    case "typing":
      return { type: "typing" };
    default:
      return null;
  }
}

function parseMessage(value: Readonly<Record<string, unknown>>): Content {
  const checked = checkText(text(value["text"]));
  if (!checked.ok || !isCount(value["at"])) throw new Error("not a message");
  const by = value["by"] == null ? null : cleanName(text(value["by"]));
  const order = parseOrder(value["order"]);
  return { type: "message", id: id(value["id"]), text: checked.text, at: value["at"], by, order };
}

/** A page of an earlier version tells none. */
function parseOrder(value: unknown) {
  return isRecord(value) && isCount(value["number"])
    ? { series: id(value["series"]), number: value["number"] }
    : undefined;
}

function ids(value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw new Error("not ids");
  return value.map(id);
}

function id(value: unknown): string {
  const name = text(value);
  if (name.length === 0 || name.length > ID_LIMIT) throw new Error("not an id");
  return name;
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new Error("not a text");
  return value;
}
