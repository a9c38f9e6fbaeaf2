/**
 * Long conversations are drawn in pieces. What is read first is drawn at once, the rest piece by piece while the page has nothing else
 * to do, so that no drawing takes long. Pieces stand in blocks: a browser looks after each block whenever it draws, and so does Preact.
 */
import { useEffect, useRef, useState } from "preact/hooks";

/** Messages in a piece: few enough to be drawn soon. */
export const PIECE = 10;

/** Pieces in a block. */
export const PIECES = 10;

/** Messages in a block: few blocks are skipped at little cost, and one that comes into sight is not too much to lay out. */
export const BLOCK = PIECE * PIECES;

/** How many pieces in each direction are drawn at once: what a high screen shows. */
const AT_ONCE = 4;

/** ms between two pieces at least. Where drawing one takes longer, the page then has as long for everything else. */
const PAUSE = 10;

/** ms that nothing is drawn for behind a letter that was typed: each piece would keep the next one waiting. */
const TYPING = 500;

type Parts<Item> = readonly (readonly Item[])[];

/** A list in parts of a size. Where nothing has changed they are the same values as in the drawing before. */
export function useParts<Item>(all: readonly Item[], size: number): Parts<Item> {
  const known = useRef<Parts<Item>>([]);
  known.current = Array.from({ length: Math.ceil(all.length / size) }, (_, index) => {
    const part = all.slice(index * size, (index + 1) * size);
    const old = known.current[index];
    return old?.length === part.length && part.every((each, at) => each === old[at]) ? old : part;
  });
  return known.current;
}

/**
 * Whether each of the pieces that a log begins with is drawn by now: first those where reading begins, then those nearest to what the
 * reader looks at. The last piece is not in the list, nor are those that come later: they are drawn at once.
 *
 * @param start gives the number of the message at which reading begins
 * @param look gives the number of the message at the top of what is shown
 */
export function useDrawn(messages: number, start: () => number, look: () => number): readonly boolean[] {
  const [drawn, setDrawn] = useState(() => around(start(), Math.ceil(messages / PIECE) - 1));
  const began = useRef(performance.now());
  useEffect(() => {
    if (!drawn.includes(false)) return;
    const pause = Math.max(PAUSE, performance.now() - began.current);
    let timer: ReturnType<typeof setTimeout>;
    const drawAfter = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        began.current = performance.now();
        const next = nearest(pieceOf(look()), drawn);
        setDrawn(drawn.map((isDrawn, number) => isDrawn || number === next));
      }, ms);
    };
    const wait = () => drawAfter(TYPING);
    drawAfter(pause);
    addEventListener("input", wait);
    return () => {
      clearTimeout(timer);
      removeEventListener("input", wait);
    };
  }, [drawn]);
  return drawn;
}

function pieceOf(message: number): number {
  return Math.floor(message / PIECE);
}

function around(start: number, count: number): readonly boolean[] {
  const piece = pieceOf(start);
  return Array.from({ length: count }, (_, number) => Math.abs(number - piece) < AT_ONCE);
}

/** The piece nearest to another one of those that are not drawn. There is one. */
function nearest(piece: number, drawn: readonly boolean[]): number {
  for (let away = 0; ; away++)
    for (const at of [piece - away, piece + away]) if (drawn[at] === false) return at;
}
