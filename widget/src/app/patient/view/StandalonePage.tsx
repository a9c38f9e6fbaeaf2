import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/patient";
import { Avatar } from "../../ui/Avatar";
import { Badge } from "../../ui/Badge";
import { ChatBox } from "../../ui/ChatBox";
import { ConnectionStatus } from "../../ui/ConnectionStatus";
import { Icon } from "../../ui/Icon";
import { CHAT } from "../../ui/icons";
import { Logo } from "../../ui/Logo";
import { OfflineLine } from "../../ui/OfflineLine";
import type { PatientModel } from "../../ui/model";
import { host, type PatientViewProps } from "./props";
import { StageView } from "./StageView";
import { chatWords } from "./words";

/** A page of its own (no host page, no launcher): the waiting view always stays, and the controls act on the chat alone. */
export function StandalonePage(props: PatientViewProps) {
  const { model, actions, memory } = props;
  const { chat } = model;
  return (
    <div class="patient standalone" data-connection={model.connection} data-chat={chat?.state ?? "closed"}>
      <header class="page-header">
        <Logo clinic={props.clinic} />
        <h1>
          <bdi>{model.room.name}</bdi>
        </h1>
        <ConnectionStatus connection={model.connection} />
        {props.tools}
      </header>
      <main class="page-main">
        <OfflineLine connection={model.connection} text={t("offline")} />
        <StageView {...props} />
        <OpenChat model={model} onOpen={() => openChat(props)} />
      </main>
      {chat !== null && (
        <aside class="dock">
          <ChatBox
            chat={chat}
            actions={actions}
            words={chatWords(chat)}
            heading={<Heading model={model} />}
            memory={memory}
            unread={model.unread}
          />
        </aside>
      )}
    </div>
  );
}

function openChat({ memory, actions }: PatientViewProps): void {
  memory.composerWish.current = true;
  actions.open();
}

function Heading({ model }: { readonly model: PatientModel }) {
  const { name, photo, presence } = host(model);
  return (
    <>
      <Avatar name={name} photo={photo} presence={presence} />
      <div class="heading-words">
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <p class="host-presence">{t(`presence.${presence}`)}</p>
      </div>
    </>
  );
}

/** The way back to a chat that was closed; it takes the focus that the closing X had. */
function OpenChat({
  model: { chat, stage, unread },
  onOpen,
}: {
  readonly model: PatientModel;
  readonly onOpen: () => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(chat !== null);
  useLayoutEffect(() => {
    if (wasOpen.current && chat === null && document.activeElement === document.body) button.current?.focus();
    wasOpen.current = chat !== null;
  }, [chat]);
  if (chat !== null || stage.stage !== "visiting") return null;
  return (
    <button type="button" class="button wide" ref={button} onClick={onOpen}>
      <Icon path={CHAT} mirrored />
      {t("chat.open")}
      <Badge count={unread} />
    </button>
  );
}
