import type { RefObject, VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { Message } from "../chatbox";
import { locale, t } from "../i18n";
import { day, startOfDay } from "../i18n/time";
import { Icon } from "./Icon";
import { MessageItem } from "./MessageItem";
import type { ChatModel } from "./model";
import { timeline, type TimelineItem } from "./timeline";
import { useLogScroll, type ScrollMemory } from "./useLogScroll";
import { useNow } from "./useNow";

interface Props {
  readonly chat: ChatModel;
  /** What stands where no message is yet. */
  readonly empty: string;
  readonly memory: ScrollMemory;
  readonly log: RefObject<HTMLDivElement | null>;
}

export function MessageLog({ chat, empty, memory, log }: Props) {
  const { name, messages } = chat;
  const scroll = useLogScroll(log, chat.visit, messages, memory);
  const today = startOfDay(useNow());
  const items = useMemo(() => drawItems(chat, today), [messages, name, today, locale()]); // typing must not draw them again

  return (
    <div class="log-frame">
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
      >
        <div class="log-content">{messages.length === 0 ? <p class="log-empty">{empty}</p> : items}</div>
      </div>
      {scroll.away && <JumpToLatest missed={scroll.missed} onClick={scroll.toLatest} />}
    </div>
  );
}

function drawItems({ messages, name }: ChatModel, today: number) {
  return timeline(messages).map((item) =>
    item.type === "day" ? (
      <p class="day" key={`day-${item.at}`}>
        <span>{day(item.at, today)}</span>
      </p>
    ) : (
      drawMessage(item, name)
    ),
  );
}

/** What has been drawn is drawn again only where it has changed: each step makes new values of what it touches, and of nothing else. */
const drawn = new WeakMap<Message, { readonly as: string; readonly node: VNode }>();

function drawMessage({ message, first, last }: Extract<TimelineItem, { type: "message" }>, name: string) {
  const as = JSON.stringify([name, first, last, locale()]);
  const known = drawn.get(message);
  if (known?.as === as) return known.node;
  const node = <MessageItem key={message.id} message={message} name={name} first={first} last={last} />;
  drawn.set(message, { as, node });
  return node;
}

function JumpToLatest({ missed, onClick }: { readonly missed: number; readonly onClick: () => void }) {
  return (
    <button type="button" class="jump" onClick={onClick}>
      <Icon name="latest" />
      {missed === 0 ? t("chat.latest") : t("chat.latestNew", { count: missed })}
    </button>
  );
}
