/** A stretch of a message: plain words, or an address that may be clicked. */
export type Piece =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "link"; readonly text: string; readonly href: string };

/** No spaces, quotes or brackets, and nothing invisible: it could make an address look like another one. */
const CANDIDATE = /https:\/\/[^\s<>"'`{}|\\^\p{C}]+/giu;
const TRAILING = ".,;:!?…’”»)]";
const OPENING: Readonly<Record<string, string>> = { ")": "(", "]": "[" };

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
  let end = address.length;
  const surplus = new Map(
    Object.entries(OPENING).map(([close, open]) => [close, count(address, close) - count(address, open)]),
  );
  for (; end > 0; end--) {
    const last = address.charAt(end - 1);
    if (!TRAILING.includes(last)) break;
    const unmatched = surplus.get(last);
    if (unmatched === undefined) continue;
    if (unmatched <= 0) break;
    surplus.set(last, unmatched - 1);
  }
  return address.slice(0, end);
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
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
