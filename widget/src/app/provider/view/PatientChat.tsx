import { useState } from "preact/hooks";
import { duration } from "../../i18n/time";
import { t } from "../../i18n/provider";
import { Alert } from "../../ui/Alert";
import { Avatar } from "../../ui/Avatar";
import { ChatBox, type ChatMemory } from "../../ui/ChatBox";
import { IconButton } from "../../ui/IconButton";
import type { ChatModel, ProviderActions, ProviderModel, QueueRow } from "../../ui/model";
import { useNow } from "../../ui/useNow";
import { SAVE } from "./icons";
import { Documenting } from "./Documenting";
import { chatWords, nameOf } from "./words";

interface Props {
  readonly chat: ChatModel;
  readonly model: ProviderModel;
  readonly actions: ProviderActions;
  readonly memory: ChatMemory;
}

/** The chat box with one patient, docked beside the queue or laid over it. */
export function PatientChat({ chat, model, actions, memory }: Props) {
  const row = model.queue.find(({ visit }) => visit === chat.visit) ?? null;
  const [documented, setDocumented] = useState<string | null>(null);
  const documenting = documented === chat.visit;
  const named = chat.name === "" ? { ...chat, name: nameOf(null) } : chat;
  return (
    <aside class="dock">
      <ChatBox
        chat={named}
        actions={actions}
        words={chatWords(named)}
        heading={
          <>
            <Heading name={named.name} row={row} />
            {chat.state === "open" && chat.messages.length > 0 && (
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
            {row?.tooMany === true && <Alert>{t("chat.tooMany", { name: named.name })}</Alert>}
            {documenting && (
              <Documenting messages={chat.messages} patient={named.name} me={model.me?.name ?? ""} />
            )}
          </>
        }
        memory={memory}
        unread={row?.unread ?? 0}
      />
    </aside>
  );
}

function Heading({ name, row }: { readonly name: string; readonly row: QueueRow | null }) {
  const now = useNow();
  return (
    <>
      <Avatar name={name} presence={row?.connected === true ? "online" : "offline"} />
      <div class="heading-words">
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <p>{row === null ? t("chat.departed") : status(row, now)}</p>
      </div>
    </>
  );
}

function status(row: QueueRow, now: number): string {
  if (!row.connected) return t("queue.reconnecting");
  return row.status === "in_call"
    ? t("queue.inCall")
    : `${t("queue.waiting")} · ${duration(row.arrivedAt, now)}`;
}
