import { useLayoutEffect, useRef } from "preact/hooks";
import { find, t } from "../../i18n/patient";
import { Avatar } from "../../ui/Avatar";
import { Badge } from "../../ui/Badge";
import { ChatBox } from "../../ui/ChatBox";
import { ConnectionStatus } from "../../ui/ConnectionStatus";
import { Icon } from "../../ui/Icon";
import { CHAT } from "../../ui/icons";
import { Logo } from "../../ui/Logo";
import { OfflineLine } from "../../ui/OfflineLine";
import type { PatientModel } from "../../ui/model";
import { Next } from "./Next";
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
        <Logo clinic={props.clinic} alt="" />
        <div class="page-title">
          {props.clinic && (
            <p class="hint">
              <bdi>{props.clinic.name}</bdi>
            </p>
          )}
          <h1>
            <bdi>{model.room.name}</bdi>
          </h1>
        </div>
        <ConnectionStatus connection={model.connection} />
        {props.tools}
      </header>
      <main class="page-main">
        <OfflineLine text={find(`trouble.${model.connection}`)} />
        <StageView {...props} />
        {chat?.state !== "open" && <Next {...props} />}
        <OpenChat model={model} onOpen={() => openChat(props)} />
        <p class="unseen" role="status">
          {newsOf(model)}
        </p>
      </main>
      {chat !== null && (
        <aside class="dock">
          <ChatBox
            chat={chat}
            actions={actions}
            words={chatWords(chat, props)}
            heading={<Heading model={model} />}
            memory={memory}
            unread={model.unread}
          />
        </aside>
      )}
    </div>
  );
}

/** What the clinic's page says where there is one. */
function newsOf(model: PatientModel): string {
  const { stage } = model;
  if (stage.stage === "ended") return t(`ended.${stage.reason}`);
  const inCall = stage.stage === "visiting" && stage.status === "in_call";
  return inCall ? t("call.title", { name: host(model).name }) : "";
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
        {presence !== "offline" && <p class="host-presence">{t(`presence.${presence}`)}</p>}
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
