import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ChatModel } from "./model";

/** Where the reader had scrolled to, by visit; a visit that is not in it is read at its end. */
export type ScrollMemory = Map<string, number>;

const NEAR = 48; // pixels: about one line of text

interface LogScroll {
  /** Whether the reader looks at something older. */
  readonly away: boolean;
  /** Messages new to the reader: since then, or when they began to read. */
  readonly missed: number;
  readonly onScroll: (event: { readonly currentTarget: HTMLElement }) => void;
  readonly toLatest: () => void;
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
    element.scrollTop = top ?? element.scrollHeight;
    lastTop.current = element.scrollTop;
  };

  const leave = () => {
    memory.set(visit, lastTop.current);
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
    moveTo(line.offsetTop);
    if (below(element) <= NEAR) return;
    leave();
    setKnown(messages.findIndex(({ id }) => id === newFrom));
  };

  const onScroll = ({ currentTarget }: { readonly currentTarget: HTMLElement }) => {
    const { scrollTop } = currentTarget;
    if (!currentTarget.isConnected) return; // a last event of a log that is gone
    const up = scrollTop < lastTop.current; // a log that only became smaller has not been scrolled
    lastTop.current = scrollTop;
    if (below(currentTarget) > NEAR && (up || memory.has(visit))) leave();
    else arrive();
  };

  useLayoutEffect(() => moveTo(memory.get(visit)), [visit]);
  useLayoutEffect(toLine, [newFrom]);

  useLayoutEffect(() => {
    const added = messages.slice(drawn.current);
    drawn.current = messages.length;
    if (added.some(({ direction }) => direction === "sent" || !memory.has(visit))) toLatest();
  }, [messages]);

  // Not a passive effect: those end only after the next log is there, and would scroll that one.
  useLayoutEffect(() => {
    const element = log.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      if (!memory.has(visit)) moveTo(undefined);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [visit]);

  return { away, missed: messages.length - known, onScroll, toLatest };
}

/** How much of the log lies below what is shown. */
function below({ scrollHeight, clientHeight, scrollTop }: HTMLElement): number {
  return scrollHeight - clientHeight - scrollTop;
}
