import type { ComponentChildren, RefObject, VNode } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Message } from "../chatbox";
import { locale, t } from "../i18n";
import { day, startOfDay } from "../i18n/time";
import { Icon } from "./Icon";
import { LATEST } from "./icons";
import { late } from "./late";
import { messageAt } from "./messageId";
import { MessageItem } from "./MessageItem";
import type { ChatModel } from "./model";
import { timeline, type TimelineItem } from "./timeline";
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
  const { name, messages, newFrom } = chat;
  const [picked, pick] = useState<string | null>(null);
  const scroll = useLogScroll(log, chat, memory);
  const today = startOfDay(useNow());
  // Typing must not draw them again.
  const items = useMemo(() => drawItems(chat, today), [messages, newFrom, name, today, locale()]);

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
          {messages.length === 0 ? <div class="log-empty hint">{empty}</div> : items}
        </div>
      </div>
      {messages.length > 0 && <CopyButton log={log} messages={messages} picked={picked} pick={pick} />}
      {scroll.away && <JumpToLatest missed={scroll.missed} onClick={scroll.toLatest} />}
    </div>
  );
}

function drawItems({ messages, name, newFrom }: ChatModel, today: number) {
  return timeline(messages, newFrom).map((item) => {
    if (item.type === "message") return drawMessage(item, name);
    return item.type === "new" ? (
      <p class="day new" key="new">
        {t("log.unread")}
      </p>
    ) : (
      <p class="day" key={`day-${item.at}`}>
        {day(item.at, today)}
      </p>
    );
  });
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
    <button type="button" class="button jump" onClick={onClick}>
      <Icon path={LATEST} />
      {missed === 0 ? t("chat.latest") : t("chat.latestNew", { count: missed })}
    </button>
  );
}
