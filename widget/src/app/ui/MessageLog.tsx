import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Message } from "../chatbox";
import { t } from "../i18n";
import { day, startOfDay } from "../i18n/time";
import { Icon } from "./Icon";
import { LATEST } from "./icons";
import { late } from "./late";
import { memo } from "./memo";
import { messageAt } from "./messageId";
import { MessageItem } from "./MessageItem";
import type { ChatModel } from "./model";
import { useDrawn, usePieces, type Drawn, type Piece } from "./pieces";
import { timeline } from "./timeline";
import { useLogScroll, type ScrollMemory } from "./useLogScroll";
import { useNow } from "./useNow";

const CopyButton = late(async () => {
  const loaded = await import("./CopyButton"); // in this form the build needs no code to fetch it (vite/patient.ts)
  return loaded.CopyButton;
});

interface Props {
  readonly chat: ChatModel;
  /** What stands where no message is yet. */
  readonly empty: ComponentChildren;
  readonly memory: ScrollMemory;
  readonly log: RefObject<HTMLDivElement | null>;
}

export function MessageLog({ chat, empty, memory, log }: Props) {
  const { name, messages } = chat;
  const [picked, pick] = useState<string | null>(null);
  const scroll = useLogScroll(log, chat, memory);
  const today = startOfDay(useNow());
  const pieces = usePieces(messages);
  const drawn = useDrawn(pieces.length, scroll.start, scroll.look);
  useLayoutEffect(scroll.hold, [drawn]);

  return (
    <div class="log-frame" onPointerLeave={({ pointerType }) => pointerType === "mouse" && pick(null)}>
      <div
        class="log"
        role="log"
        aria-live="polite"
        aria-relevant="additions"
        aria-label={t("chat.messages", { name })}
        // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- the keyboard must be able to scroll it
        tabIndex={0}
        ref={log}
        onScroll={scroll.onScroll}
        onPointerOver={(event) => event.pointerType === "mouse" && pick(messageAt(event) ?? picked)}
        onPointerUp={(event) => event.pointerType !== "mouse" && pick(messageAt(event))} // not where a finger scrolled
      >
        <div class="log-content">
          {messages.length === 0 ? (
            <div class="log-empty hint" aria-live="off">
              {empty}
            </div>
          ) : (
            <Pieces
              pieces={pieces}
              drawn={drawn}
              newFrom={chat.newFrom}
              name={name}
              waits={chat.waits}
              today={today}
            />
          )}
        </div>
      </div>
      {messages.length > 0 && <CopyButton log={log} messages={messages} picked={picked} pick={pick} />}
      {scroll.away && <JumpToLatest missed={scroll.missed} onClick={scroll.toLatest} />}
    </div>
  );
}

interface Around extends Pick<ChatModel, "newFrom" | "name"> {
  readonly waits: boolean | undefined;
  /** When the present day began. */
  readonly today: number;
}

interface PiecesProps extends Around {
  readonly pieces: readonly Piece[];
  readonly drawn: Drawn;
}

/** Typing must not draw them again. */
const Pieces = memo(({ pieces, drawn, newFrom, ...around }: PiecesProps) =>
  pieces.map((messages, number) => {
    const after = pieces[number + 1]?.[0];
    const hasLine = newFrom !== null && [...messages, after].some((each) => each?.id === newFrom);
    return (
      <PieceItem
        {...around}
        key={number}
        messages={messages}
        before={pieces[number - 1]?.at(-1)}
        after={after}
        newFrom={hasLine ? newFrom : null}
        isDrawn={number >= drawn.first || drawn.numbers.has(number)}
        isOld={number < drawn.first - 1}
      />
    );
  }),
);

interface PieceProps extends Around {
  readonly messages: Piece;
  readonly before: Message | undefined;
  readonly after: Message | undefined;
  readonly isDrawn: boolean;
  readonly isOld: boolean;
}

const HEIGHT = 48; // pixels that a message takes, about: the place that is kept for one that is not drawn yet

/** An old piece is silent: a screen reader would take what is drawn late for something new. */
const PieceItem = memo(
  ({ messages, newFrom, before, after, today, isDrawn, isOld, ...around }: PieceProps) => {
    const element = useSkipping(isDrawn && after !== undefined);
    return (
      <div
        class="piece"
        aria-live={isOld ? "off" : undefined}
        style={isDrawn ? undefined : { blockSize: `${String(messages.length * HEIGHT)}px` }}
        ref={element}
      >
        {isDrawn &&
          timeline(messages, newFrom, { before, after }).map((item) =>
            item.type === "message" ? (
              <MessageItem key={item.message.id} {...around} {...item} />
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
    );
  },
);

/** Has the browser skip a piece while it is out of sight. It keeps its height, which for that has to be known. */
function useSkipping(isWhole: boolean): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (ref.current === null || !isWhole) return; // browsers would remember the height of a piece that is not drawn
    const { style, offsetHeight } = ref.current;
    style.containIntrinsicBlockSize = `auto ${String(offsetHeight)}px`;
    style.contentVisibility = "auto";
  }, [isWhole]);
  return ref;
}

function JumpToLatest({ missed, onClick }: { readonly missed: number; readonly onClick: () => void }) {
  return (
    <button type="button" class="button jump" onClick={onClick}>
      <Icon path={LATEST} />
      {missed === 0 ? t("chat.latest") : t("chat.latestNew", { count: missed })}
    </button>
  );
}
