/** The messages of a log: blocks, in these pieces, and in these messages. What has not changed in a message is not drawn again. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../i18n";
import { day } from "../i18n/time";
import { memo } from "./memo";
import { MessageItem } from "./MessageItem";
import type { ChatModel } from "./model";
import { BLOCK, PIECE, PIECES, useParts } from "./pieces";
import { timeline, type Part } from "./timeline";

interface Around extends Pick<ChatModel, "name"> {
  readonly waits: boolean | undefined;
  /** When the present day began. */
  readonly today: number;
}

/** The parts of a part. `newFrom` is left out where it is of another one. */
function useSplit({ messages: all, newFrom, before, after }: Part, size: number): readonly Part[] {
  const parts = useParts(all, size);
  return parts.map((messages, number) => {
    const next = parts[number + 1]?.[0] ?? after;
    const hasLine = newFrom !== null && [...messages, next].some((each) => each?.id === newFrom);
    return {
      messages,
      before: parts[number - 1]?.at(-1) ?? before,
      after: next,
      newFrom: hasLine ? newFrom : null,
    };
  });
}

interface BlocksProps extends Around, Part {
  readonly drawn: readonly boolean[];
}

/** Typing must not draw them again. */
export const Blocks = memo(({ name, waits, today, drawn, ...part }: BlocksProps) => {
  const drawnByBlock = useParts(drawn, PIECES);
  return useSplit(part, BLOCK).map((block, number) => (
    <Block key={number} name={name} waits={waits} today={today} drawn={drawnByBlock[number]} {...block} />
  ));
});

interface BlockProps extends Around, Part {
  /** Of the pieces that were there when the log was drawn first. */
  readonly drawn: readonly boolean[] | undefined;
}

const Block = memo(({ name, waits, today, drawn, ...part }: BlockProps) => {
  const element = useSkipping(part.after !== undefined && drawn?.includes(false) !== true);
  return (
    <div class="block" ref={element}>
      {useSplit(part, PIECE).map((piece, number) => (
        <Piece key={number} name={name} waits={waits} today={today} drawn={drawn?.[number]} {...piece} />
      ))}
    </div>
  );
});

/** Has the browser skip a block while it is out of sight. It keeps its height, which for that has to be known. */
function useSkipping(isWhole: boolean): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (ref.current === null || !isWhole) return; // browsers would remember the height of a block that is not drawn
    const { style, offsetHeight } = ref.current;
    style.containIntrinsicBlockSize = `auto ${offsetHeight}px`;
    style.contentVisibility = "auto";
  }, [isWhole]);
  return ref;
}

interface PieceProps extends Around, Part {
  /** Of a piece that was there when the log was drawn first. */
  readonly drawn: boolean | undefined;
}

const HEIGHT = 48; // pixels that a message takes, about: the place that is kept for one that is not drawn yet

/** An old piece is silent: a screen reader would take what is drawn late for something new. */
const Piece = memo(({ name, waits, today, drawn, ...part }: PieceProps) => (
  <div
    class="piece"
    aria-live={drawn === undefined ? undefined : "off"}
    style={drawn === false ? { blockSize: `${part.messages.length * HEIGHT}px` } : undefined}
  >
    {drawn !== false &&
      timeline(part).map((item) =>
        item.type === "message" ? (
          <MessageItem key={item.message.id} name={name} waits={waits} {...item} />
        ) : item.type === "new" ? (
          <p class="day new" key="new">
            {t("log.unread")}
          </p>
        ) : (
          <p class="day" key={`day-${item.at}`}>
            {day(item.at, today)}
          </p>
        ),
      )}
  </div>
));
