import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { t } from "../i18n";
import { Announcer } from "./Announcer";
import { Box } from "./Box";
import { Composer } from "./Composer";
import { useArrivalFocus, useFocusRescue, useWishedFocus, type FocusWish } from "./focus";
import { MessageLog } from "./MessageLog";
import type { ChatActions, ChatModel } from "./model";
import type { ScrollMemory } from "./useLogScroll";

/** What only the side that draws the box can say. */
export interface ChatWords {
  /** That the other side has gone, and what becomes of the conversation; null while they are here. */
  readonly departed: readonly [what: string, erased: string] | null;
  /** What stands where no message is yet. */
  readonly empty: ComponentChildren;
  /** Why nothing can be written; null where it can. */
  readonly unwritable: string | null;
}

/** What outlives a switch to another conversation. */
export interface ChatMemory {
  readonly scroll: ScrollMemory;
  readonly composerWish: FocusWish;
}

export function useChatMemory(): ChatMemory {
  return useRef<ChatMemory>({ scroll: new Map(), composerWish: { current: false } }).current;
}

interface Props {
  readonly chat: ChatModel;
  readonly actions: ChatActions;
  readonly words: ChatWords;
  readonly heading: ComponentChildren;
  readonly memory: ChatMemory;
  readonly unread?: number;
  /** Drawn between the header and the messages. */
  readonly above?: ComponentChildren;
}

export function ChatBox({ chat, actions, words, heading, memory, unread = 0, above }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const log = useRef<HTMLDivElement>(null);
  const composer = () => (field.current?.disabled === true ? null : field.current);
  useWishedFocus(memory.composerWish, () => composer() ?? log.current);
  useArrivalFocus(composer);
  useFocusRescue(field, log);

  const expand = () => {
    memory.composerWish.current = true;
    actions.expand();
  };

  return (
    <>
      <Box
        name={chat.name}
        state={chat.state}
        heading={heading}
        unread={unread}
        actions={{ minimize: () => actions.minimize(), expand, close: () => actions.close() }}
        testId="chat-box"
      >
        {above}
        <MessageLog
          key={`log-${chat.visit}`}
          chat={chat}
          empty={words.empty}
          memory={memory.scroll}
          log={log}
        />
        <Typing chat={chat} />
        {words.departed !== null && (
          <Departed words={words.departed} withMessages={chat.messages.length > 0} />
        )}
        <Composer
          key={`composer-${chat.visit}`}
          chat={chat}
          actions={actions}
          disabled={words.unwritable !== null}
          reason={words.departed === null ? words.unwritable : null}
          field={field}
        />
      </Box>
      <Announcer chat={chat} />
    </>
  );
}

/** Keeps its line when nobody is typing, so that nothing jumps. */
function Typing({ chat: { typing, name } }: { readonly chat: ChatModel }) {
  return (
    <p class="typing">
      {typing && (
        <>
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span>{t("chat.typing", { name })}</span>
        </>
      )}
    </p>
  );
}

interface DepartedProps {
  readonly words: readonly [what: string, erased: string];
  /** Whether there is something to erase. */
  readonly withMessages: boolean;
}

/** Silent where it appears: regions that were there before say that somebody has left. */
function Departed({ words: [what, erased], withMessages }: DepartedProps) {
  return (
    <div class="departed" role="status" aria-live="off" data-testid="departed-notice">
      <strong>{what}</strong> {withMessages && <span>{erased}</span>}
    </div>
  );
}
