import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { startOfDay } from "../i18n/time";
import { Blocks } from "./Blocks";
import { Icon } from "./Icon";
import { LATEST } from "./icons";
import { late } from "./late";
import { messageAt } from "./messageId";
import type { ChatModel } from "./model";
import { useDrawn } from "./pieces";
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
  const drawn = useDrawn(messages.length, scroll.start, scroll.look);
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
            <Blocks
              messages={messages}
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

function JumpToLatest({ missed, onClick }: { readonly missed: number; readonly onClick: () => void }) {
  return (
    <button type="button" class="button jump" onClick={onClick}>
      <Icon path={LATEST} />
      {missed === 0 ? t("chat.latest") : t("chat.latestNew", { count: missed })}
    </button>
  );
}
