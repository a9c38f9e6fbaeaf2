/** What may be sent as a message. */

/** In characters (code points), not bytes. */
export const TEXT_LIMIT = 4000;

export type TextProblem = "message_empty" | "message_too_long" | "message_control_characters";

export type CheckedText =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: TextProblem };

const CONTROL = /[\p{Cc}\p{Cs}]/u;

/** The text as it will be sent: line breaks as \n, blank ends cut. Tabs and line breaks are the only control characters. */
export function checkText(raw: string): CheckedText {
  const text = raw.replace(/\r\n?/g, "\n").trim();
  if (text === "") return { ok: false, problem: "message_empty" };
  if ([...text].length > TEXT_LIMIT) return { ok: false, problem: "message_too_long" };
  if (CONTROL.test(text.replace(/[\n\t]/g, ""))) return { ok: false, problem: "message_control_characters" };
  return { ok: true, text };
}
