import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { problemText, t } from "../../../i18n/provider";
import { Alert } from "../../../ui/Alert";
import { ChatBox, type ChatMemory } from "../../../ui/ChatBox";
import { IconButton } from "../../../ui/IconButton";
import { late } from "../../../ui/late";
import type { ChatModel, ProviderActions, ProviderModel } from "../../../ui/model";
import { SAVE } from "../icons";
import { InCallWith } from "../patient/InCallWith";
import { useAttempt } from "../useAttempt";
import { useFocusKept } from "../useFocusHome";
import { BackButton, Heading, VisitButtons } from "./ChatHeading";
import type { DocumentingProps } from "./Documenting";
import { chatWords, nameOf } from "../words";

/** Loaded with the first conversation, so that it is at hand when there is no connection. */
const Documenting = late<DocumentingProps>(async () => {
  const loaded = await import("./Documenting");
  return loaded.withTexts();
});

interface Props {
  readonly chat: ChatModel;
  readonly model: ProviderModel;
  readonly actions: ProviderActions;
  readonly memory: ChatMemory;
  /** Opens another patient's chat. */
  readonly onOpen: (visit: string) => void;
  /** Opens the patient information window. */
  readonly onAbout: (visit: string) => void;
}

/** The chat box with one patient, beside the queue or laid over it. */
export function PatientChat({ chat, model, actions, memory, onOpen, onAbout }: Props) {
  const row = model.queue.find(({ visit }) => visit === chat.visit) ?? null;
  const [documented, setDocumented] = useState<string | null>(null);
  const documenting = documented === chat.visit;
  const calls = useCalls(chat.visit, model, actions);
  const isOpen = chat.state === "open";
  const named = chat.name === "" ? { ...chat, name: nameOf(null) } : chat;
  const words = chatWords(named);
  const saidByUndo = useSaidByUndo(model, chat);
  useWritingOn(chat, memory);
  return (
    <div class="dock-box">
      <ChatBox
        chat={named}
        actions={actions}
        words={words}
        heading={
          <>
            {isOpen && (
              <BackButton unread={unreadOfOthers(model, chat.visit)} onClick={() => actions.minimize()} />
            )}
            <Heading name={named.name} row={row} />
            {isOpen && row !== null && (
              <VisitButtons name={named.name} row={row} {...calls} onAbout={() => onAbout(chat.visit)} />
            )}
            {isOpen && chat.messages.length > 0 && (
              <IconButton
                icon={SAVE}
                label={t("document.title")}
                expanded={documenting}
                onClick={() => setDocumented(documenting ? null : chat.visit)}
              />
            )}
          </>
        }
        above={
          <>
            {calls.problem !== null && <Alert>{problemText(calls.problem.code)}</Alert>}
            {calls.refused && (
              <div role="alert">
                <InCallWith model={model} onGo={onOpen} />
              </div>
            )}
            {row?.tooMany === true && <Alert>{t("chat.tooMany", { name: named.name })}</Alert>}
            {chat.messages.length > 0 && (
              <Documenting
                open={documenting}
                messages={chat.messages}
                patient={named.name}
                me={model.me?.name ?? ""}
              />
            )}
          </>
        }
        memory={memory}
        unread={row?.unread ?? 0}
      />
      <p class="unseen" aria-live="polite">
        {!saidByUndo && words.departed?.[0]}
      </p>
    </div>
  );
}

/** Starting and ending the call from the header of the box. Another call that goes on is in the way of a new one. */
function useCalls(visit: string, { inCallWith }: ProviderModel, actions: ProviderActions) {
  const { busy, problem, attempt } = useAttempt(visit);
  const [wanted, want] = useState<string | null>(null);
  const obstacle = inCallWith === null || inCallWith === visit ? null : `${visit} ${inCallWith}`;
  const refused = obstacle !== null && wanted === obstacle;
  const act = useFocusKept();
  const onStart = () => {
    act();
    want(obstacle);
    if (obstacle === null) attempt(() => actions.startCall(visit));
  };
  const onEnd = () => {
    act();
    attempt(() => actions.endCall(visit));
  };
  return { busy, problem, refused, onStart, onEnd };
}

function unreadOfOthers({ queue, left }: ProviderModel, shown: string): number {
  const others = [...queue, ...left].filter(({ visit }) => visit !== shown);
  return others.reduce((sum, { unread }) => sum + unread, 0);
}

/**
 * Whether this page has ended the visit itself, which it says where that can be undone: not once more when it no longer can. A patient
 * who leaves meanwhile departs in another way.
 */
function useSaidByUndo({ ending }: ProviderModel, { visit, departure }: ChatModel): boolean {
  const said = useRef({ visit, departure });
  const isUndoable = ending.some((row) => row.visit === visit && row.undo !== null);
  if (departure === null || isUndoable) said.current = { visit, departure };
  return departure !== null && said.current.visit === visit && said.current.departure === departure;
}

/** Who was writing when a colleague ended the visit has the focus back once that is undone, unless it has gone elsewhere. */
function useWritingOn({ visit, writing }: ChatModel, { composerWish }: ChatMemory): void {
  const interrupted = useRef<{ readonly visit: string; readonly focus: Element | null } | null>(null);
  const isInterrupted = writing === "gone" && document.activeElement?.closest(".composer") != null; // before it is disabled
  useLayoutEffect(() => {
    if (isInterrupted) interrupted.current = { visit, focus: document.activeElement };
  });
  if (writing !== "allowed" || interrupted.current === null) return;
  const { visit: where, focus } = interrupted.current;
  if (where === visit && focus === document.activeElement) composerWish.current = true;
  interrupted.current = null;
}
