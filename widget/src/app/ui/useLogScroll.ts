import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Message } from "../chatbox";
import type { ChatModel } from "./model";
import { BLOCK, PIECE } from "./pieces";

/** The message at the top of what is shown, and how far below the top it begins, in pixels. */
interface Place {
  readonly number: number;
  readonly below: number;
}

/** Where the reader had scrolled to, by visit; a visit that is not in it is read at its end. */
export type ScrollMemory = Map<string, Place>;

const NEAR = 48; // pixels: about one line of text

interface LogScroll {
  /** Whether the reader looks at something older. */
  readonly away: boolean;
  /** Messages new to the reader: since then, or when they began to read. */
  readonly missed: number;
  readonly onScroll: (event: { readonly currentTarget: HTMLElement }) => void;
  readonly toLatest: () => void;
  /** The number of the message at which the log begins to be read. */
  readonly start: () => number;
  /** The number of the message at the top of what is shown. */
  readonly look: () => number;
  /** Scrolls back to what the reader looks at, after something around it has become higher or lower. */
  readonly hold: () => void;
}

/** Keeps the log at its end, unless the reader has scrolled up, or new messages begin above; their own message brings them back. */
export function useLogScroll(
  log: RefObject<HTMLElement | null>,
  { visit, messages, newFrom }: Pick<ChatModel, "visit" | "messages" | "newFrom">,
  memory: ScrollMemory,
): LogScroll {
  const [away, setAway] = useState(memory.has(visit));
  const drawn = useRef(messages.length);
  const [known, setKnown] = useState(messages.length); // how many are not new to the reader
  const lastTop = useRef(0);

  const moveTo = (top: number | undefined) => {
    const element = log.current;
    if (element === null) return;
    element.scrollTop = top ?? (drawn.current > 0 ? element.scrollHeight : 0); // an empty log is read from its beginning
    lastTop.current = element.scrollTop;
  };

  const hold = () => {
    const element = log.current;
    const place = memory.get(visit);
    const message = element === null || place === undefined ? undefined : messageIn(element, place.number);
    if (place === undefined) moveTo(undefined);
    else if (element !== null && message !== undefined)
      moveTo(element.scrollTop + topIn(element, message) - place.below);
  };

  const leave = () => {
    if (log.current !== null) memory.set(visit, placeIn(log.current));
    setAway(true);
  };

  const arrive = () => {
    memory.delete(visit);
    setAway(false);
    setKnown(messages.length);
  };

  const toLatest = () => {
    arrive();
    moveTo(undefined);
  };

  /** What was not seen yet is read from its beginning. */
  const toLine = () => {
    const element = log.current;
    const line = element?.querySelector<HTMLElement>(".new");
    if (element === null || line == null) return;
    moveTo(element.scrollTop + topIn(element, line));
    if (below(element) <= NEAR) return;
    leave();
    setKnown(messages.findIndex(({ id }) => id === newFrom));
  };

  const onScroll = ({ currentTarget }: { readonly currentTarget: HTMLElement }) => {
    const { scrollTop } = currentTarget;
    if (!currentTarget.isConnected) return; // a last event of a log that is gone
    const up = scrollTop < lastTop.current; // a log that only became smaller has not been scrolled
    const still = scrollTop === lastTop.current; // what `hold` has done
    lastTop.current = scrollTop;
    if (below(currentTarget) <= NEAR || !(up || memory.has(visit))) arrive();
    else if (!still) leave();
  };

  const isEmpty = messages.length === 0;
  useLayoutEffect(() => {
    if (isEmpty) arrive(); // what was read before was another visit's
  }, [isEmpty]);
  useLayoutEffect(hold, [visit]);
  useLayoutEffect(toLine, [newFrom]);

  useLayoutEffect(() => {
    const added = messages.slice(drawn.current);
    drawn.current = messages.length;
    const isOwn = ({ direction, by }: Message) => direction === "sent" && by === null; // not a colleague's
    if (added.some((each) => isOwn(each) || !memory.has(visit))) toLatest();
  }, [messages]);

  // Not a passive effect: those end only after the next log is there, and would scroll that one.
  useLayoutEffect(() => {
    const element = log.current;
    if (element === null) return;
    let height = element.clientHeight;
    const observer = new ResizeObserver(() => {
      const lower = height - element.clientHeight;
      height = element.clientHeight;
      if (lower === 0 || !memory.has(visit)) return hold();
      moveTo(lastTop.current + lower); // what is above the composer stays there: it may be under a finger
      memory.set(visit, placeIn(element));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [visit]);

  /** The place as it was when the log was scrolled last: looking anew would have the browser lay out the page. */
  const look = () => memory.get(visit)?.number ?? messages.length - 1;
  const start = () => {
    const line = messages.findIndex(({ id }) => id === newFrom);
    return line < 0 ? look() : line;
  };
  return { away, missed: messages.length - known, onScroll, toLatest, start, look, hold };
}

/** How much of the log lies below what is shown. */
function below({ scrollHeight, clientHeight, scrollTop }: HTMLElement): number {
  return scrollHeight - clientHeight - scrollTop;
}

function childrenOf(element: Element | null | undefined): readonly Element[] {
  return [...(element?.children ?? [])];
}

function messagesIn(piece: Element | undefined): readonly Element[] {
  return [...(piece?.querySelectorAll(".message") ?? [])];
}

/** The element of a message; of its whole piece where that is not drawn yet. */
function messageIn(log: HTMLElement, number: number): Element | undefined {
  const block = childrenOf(log.firstElementChild)[Math.floor(number / BLOCK)];
  const piece = childrenOf(block)[Math.floor((number % BLOCK) / PIECE)];
  return messagesIn(piece)[number % PIECE] ?? piece;
}

function placeIn(log: HTMLElement): Place {
  const firstShown = (all: readonly Element[]) =>
    Math.max(
      0,
      all.findIndex((each) => topIn(log, each) + each.clientHeight > 0),
    );
  const blocks = childrenOf(log.firstElementChild);
  const block = firstShown(blocks);
  const pieces = childrenOf(blocks[block]);
  const piece = firstShown(pieces);
  const messages = messagesIn(pieces[piece]);
  const message = firstShown(messages);
  const top = messages[message] ?? pieces[piece];
  return { number: block * BLOCK + piece * PIECE + message, below: top === undefined ? 0 : topIn(log, top) };
}

/** How far below the top of what the log shows an element begins, in pixels. */
function topIn(log: HTMLElement, element: Element): number {
  return element.getBoundingClientRect().top - log.getBoundingClientRect().top;
}
