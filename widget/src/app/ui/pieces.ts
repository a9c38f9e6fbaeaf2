/**
 * Long conversations are drawn in pieces. What is read first is drawn at once, the rest piece by piece while the page has nothing else
 * to do, so that no drawing takes long, and a new message or a receipt draws one piece again instead of everything.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Message } from "../chatbox";

export type Piece = readonly Message[];

/** Messages in a piece: few enough to be drawn soon, and many enough that a browser need not look after hundreds of pieces. */
export const SIZE = 20;

/** ms between two pieces at least. Where drawing one takes longer, the page then has as long for everything else. */
const PAUSE = 10;

/** A conversation's pieces. Where nothing has changed they are the same values as in the drawing before. */
export function usePieces(messages: readonly Message[]): readonly Piece[] {
  const known = useRef<readonly Piece[]>([]);
  const drawn = useRef<readonly Message[] | null>(null);
  if (drawn.current !== messages) known.current = cut(messages, known.current);
  drawn.current = messages;
  return known.current;
}

export function cut(messages: readonly Message[], before: readonly Piece[]): readonly Piece[] {
  return Array.from({ length: Math.ceil(messages.length / SIZE) }, (_, index) => {
    const piece = messages.slice(index * SIZE, (index + 1) * SIZE);
    const old = before[index];
    return old?.length === piece.length && piece.every((each, at) => each === old[at]) ? old : piece;
  });
}

/** Of a log that begins with many pieces, those that are drawn by now. */
export interface Drawn {
  /** How many pieces there were at first. Later ones are drawn at once. */
  readonly first: number;
  readonly numbers: ReadonlySet<number>;
}

/**
 * The pieces to draw: first the one around `start` (the number of a message), then those nearest to what the reader looks at.
 *
 * @param look gives the number of the message at the top of what is shown
 */
export function useDrawn(count: number, start: number, look: () => number): Drawn {
  const [drawn, setDrawn] = useState(() => ({ first: count, numbers: around(start, count) }));
  const { first, numbers } = drawn;
  const began = useRef(performance.now());
  useEffect(() => {
    if (numbers.size >= first) return;
    const pause = Math.max(PAUSE, performance.now() - began.current);
    const timer = setTimeout(() => {
      began.current = performance.now();
      const number = nearest(Math.floor(look() / SIZE), drawn);
      setDrawn({ first, numbers: new Set(numbers).add(number) });
    }, pause);
    return () => clearTimeout(timer);
  }, [drawn]);
  return drawn;
}

function around(start: number, count: number): ReadonlySet<number> {
  const piece = Math.floor(start / SIZE);
  const numbers = [piece - 1, piece, piece + 1, count - 1];
  return new Set(numbers.filter((number) => number >= 0 && number < count));
}

/** The piece nearest to another one of those that are not drawn. */
function nearest(piece: number, { first, numbers }: Drawn): number {
  const left = Array.from({ length: first }, (_, number) => number).filter((number) => !numbers.has(number));
  return left.reduce((best, each) => (Math.abs(each - piece) < Math.abs(best - piece) ? each : best));
}
