import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Message } from "../chatbox";

/** Where the reader had scrolled to, by visit; a visit that is not in it is read at its end. */
export type ScrollMemory = Map<string, number>;

const NEAR = 48; // pixels: about one line of text

interface LogScroll {
  /** Whether the reader looks at something older. */
  readonly away: boolean;
  /** Messages received since then. */
  readonly missed: number;
  readonly onScroll: (event: { readonly currentTarget: HTMLElement }) => void;
  readonly toLatest: () => void;
}

/** Keeps the log at its end, unless the reader has scrolled up; their own message brings them back. */
export function useLogScroll(
  log: RefObject<HTMLElement | null>,
  visit: string,
  messages: readonly Message[],
  memory: ScrollMemory,
): LogScroll {
  const [away, setAway] = useState(memory.has(visit));
  const [missed, setMissed] = useState(0);
  const seen = useRef(messages.length);
  const lastTop = useRef(0);

  const moveTo = (top: number | undefined) => {
    const element = log.current;
    if (element === null) return;
    element.scrollTop = top ?? element.scrollHeight;
    lastTop.current = element.scrollTop;
  };

  const toLatest = () => {
    memory.delete(visit);
    setAway(false);
    setMissed(0);
    moveTo(undefined);
  };

  const onScroll = ({ currentTarget }: { readonly currentTarget: HTMLElement }) => {
    const { scrollTop, scrollHeight, clientHeight } = currentTarget;
    if (!currentTarget.isConnected) return; // a last event of a log that is gone
    const up = scrollTop < lastTop.current; // a log that only became smaller has not been scrolled
    lastTop.current = scrollTop;
    const leaves = scrollHeight - clientHeight - scrollTop > NEAR && (up || memory.has(visit));
    if (leaves) memory.set(visit, scrollTop);
    else memory.delete(visit);
    setAway(leaves);
    if (!leaves) setMissed(0);
  };

  useLayoutEffect(() => moveTo(memory.get(visit)), [visit]);

  useLayoutEffect(() => {
    const added = messages.slice(seen.current);
    seen.current = messages.length;
    if (added.length === 0) return;
    if (!memory.has(visit) || added.some((message) => message.direction === "sent")) toLatest();
    else setMissed((count) => count + added.length);
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

  return { away, missed, onScroll, toLatest };
}
