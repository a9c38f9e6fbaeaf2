import { linkify } from "../../ui/linkify";

/** A stretch of a text: plain, or what a press calls or opens. */
export interface Contact {
  readonly text: string;
  readonly href: string | null;
}

/**
 * Digits with dots or hyphens between them. Spaces and brackets only where a plus or a bracket says that it is a telephone number: else
 * what stands beside a number would be dialled with it.
 */
const INNER = String.raw`(?:(?:[ .\u00a0\u2011-]|[ -]?\(|\)[ -]?)?\d)*`;
const NUMBER = new RegExp(String.raw`\+\d${INNER}|\(\d+\)[ -]?\d${INNER}|\d(?:[.\u2011-]?\d)*`, "g");
const DATE_OR_TIME = /^(\d{1,2}\.\d{2}(-\d{1,2}\.\d{2})?|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d\d-\d\d)$/;
/** What follows a time, so that the digits before it belong to that. */
const OF_A_TIME = /^\s?([/:]|h\b|hours|hrs|Std|Uhr)/i;
/** As many digits as the number of an emergency service has, or a telephone (E.164 has 15 at most). */
const SHORT = 3;
const LONG = [6, 15] as const;

/** Splits a text at its web addresses and telephone numbers. Joined again, the pieces are exactly the text. */
export function findContacts(text: string): readonly Contact[] {
  return linkify(text).flatMap((piece) => (piece.type === "link" ? piece : findNumbers(piece.text)));
}

function findNumbers(text: string): readonly Contact[] {
  const pieces: Contact[] = [];
  let done = 0;
  for (const { 0: number, index } of text.matchAll(NUMBER)) {
    const end = index + number.length;
    const digits = OF_A_TIME.test(text.slice(end)) ? null : digitsOf(number);
    if (digits === null || /[\p{L}\p{N}]/u.test(text.charAt(index - 1) + text.charAt(end))) continue;
    if (index > done) pieces.push({ text: text.slice(done, index), href: null });
    pieces.push({ text: number, href: `tel:${digits}` });
    done = end;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), href: null });
  return pieces;
}

/** What a telephone dials; null where it may be something else, such as a time or a year. */
function digitsOf(number: string): string | null {
  const isForeign = number.includes("+");
  const digits = (isForeign ? number.replace("(0)", "") : number).replace(/\D/g, "");
  const isNumber =
    (digits.length === SHORT && number.endsWith(digits)) ||
    (digits.length >= LONG[0] && digits.length <= LONG[1]);
  return isNumber && !DATE_OR_TIME.test(number) ? (isForeign ? "+" : "") + digits : null;
}
