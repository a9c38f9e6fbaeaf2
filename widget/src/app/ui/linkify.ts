/** A stretch of a message: plain words, or an address that may be clicked. */
export type Piece =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "link"; readonly text: string; readonly href: string };

/** No spaces, quotes or brackets, and nothing invisible: it could make an address look like another one. */
const CANDIDATE = /https:\/\/[^\s<>"'`{}|\\^\p{C}]+/giu;
const TRAILING = ".,;:!?…’”»)]";

/** Splits a text at its https addresses. Joined again, the pieces are exactly the text. */
export function linkify(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const address = withoutTrailing(match[0]);
    const href = safeAddress(address);
    if (href === null || startsInsideWord(text, match.index)) continue;
    if (match.index > done) pieces.push({ type: "text", text: text.slice(done, match.index) });
    pieces.push({ type: "link", text: address, href });
    done = match.index + address.length;
  }
  if (done < text.length) pieces.push({ type: "text", text: text.slice(done) });
  return pieces;
}

/** Punctuation at the end belongs to the sentence; a bracket only when it closes one from outside of the address. */
function withoutTrailing(address: string): string {
  const unopened: Record<string, number> = {
    ")": surplus(address, ")", "("),
    "]": surplus(address, "]", "["),
  };
  const isOutside = (last: string) =>
    TRAILING.includes(last) && (unopened[last] === undefined || unopened[last]-- > 0);
  let end = address.length;
  while (isOutside(address.charAt(end - 1))) end--;
  return address.slice(0, end);
}

function surplus(text: string, close: string, open: string): number {
  return text.split(close).length - text.split(open).length;
}

/** Null for what is no address, and for one with a user name: `https://your-clinic@elsewhere` is a known trick. */
function safeAddress(address: string): string | null {
  try {
    const url = new URL(address);
    return url.username === "" && url.password === "" ? url.href : null;
  } catch {
    return null;
  }
}

function startsInsideWord(text: string, at: number): boolean {
  return at > 0 && /[\p{L}\p{N}]/u.test(text.charAt(at - 1));
}
