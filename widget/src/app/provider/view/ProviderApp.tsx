import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { find, problemText, t } from "../../i18n/provider";
import { useChatMemory, type ChatMemory } from "../../ui/ChatBox";
import { Alert } from "../../ui/Alert";
import type { LogoProps } from "../../ui/Logo";
import { OfflineLine } from "../../ui/OfflineLine";
import { Notice } from "../../ui/Notice";
import type { ProviderActions, ProviderModel } from "../../ui/model";
import { PatientChat } from "./chat/PatientChat";
import { Header } from "./header/Header";
import { Keys } from "./keys/Keys";
import { PatientPanel } from "./patient/PatientPanel";
import { PatientWindow } from "./patient/PatientWindow";
import { LeftList } from "./queue/LeftList";
import { Queue } from "./queue/Queue";
import { Undo } from "./queue/Undo";
import { useFocusHome } from "./useFocusHome";
import { useWays } from "./useWays";

interface Props {
  readonly model: ProviderModel;
  readonly actions: ProviderActions;
  readonly clinic?: LogoProps["clinic"];
  /** More buttons for the header, of the page that the app is on. */
  readonly tools?: ComponentChildren;
}

/** The provider's side: the queue, the chat with one patient, and what is known of that patient. */
export function ProviderApp({ model, actions, clinic, tools }: Props) {
  const [asked, askFor] = useState<string | null>(null);
  const [keysListed, listKeys] = useState(false);
  const memory = useChatMemory();
  useFocusHome(model.chat?.visit ?? null);
  useFocusHome(asked);
  useForgetting(memory, model);
  const openChat = useCallback(
    (visit: string) => {
      askFor(null);
      memory.composerWish.current = true;
      actions.openChat(visit);
    },
    [actions],
  );
  const ways = useWays(model, openChat);

  if (model.blocked !== null) return <Blocked code={model.blocked.code} tools={tools} />;
  return (
    <div class="provider" data-chat={model.chat?.state ?? "closed"}>
      <Header model={model} actions={actions} clinic={clinic} tools={tools} onKeys={() => listKeys(true)} />
      <Undo rows={model.ending} onUndo={(visit) => actions.undo(visit)} />
      <main class="provider-main">
        {model.refused === null ? (
          <OfflineLine text={find(`trouble.${model.connection}`)} />
        ) : (
          <Refused code={model.refused.code} />
        )}
        <Queue model={model} ways={ways} onOpen={openChat} onMore={askFor} />
        <LeftList rows={model.left} onView={openChat} onDismiss={(visit) => actions.dismiss(visit)} />
      </main>
      <aside class="dock">
        {model.chat?.state !== "open" && <p class="dock-empty hint">{t("chat.none")}</p>}
        {model.chat !== null && (
          <PatientChat
            chat={model.chat}
            model={model}
            actions={actions}
            memory={memory}
            onOpen={openChat}
            onAbout={askFor}
          />
        )}
      </aside>
      <PatientPanel model={model} actions={actions} />
      <Keys model={model} actions={actions} ways={ways} listed={keysListed} list={listKeys} />
      {asked !== null && (
        <PatientWindow
          key={asked}
          visit={asked}
          model={model}
          actions={actions}
          onChat={openChat}
          onClose={() => askFor((now) => (now === asked ? null : now))}
        />
      )}
    </div>
  );
}

/** Where somebody was reading goes with the conversation. */
function useForgetting({ scroll }: ChatMemory, { queue, left, ending, chat }: ProviderModel): void {
  const shown = chat?.visit ?? "";
  useEffect(() => {
    const held = new Set([shown, ...[...queue, ...left, ...ending].map(({ visit }) => visit)]);
    for (const visit of scroll.keys()) if (!held.has(visit)) scroll.delete(visit);
  }, [queue, left, ending, shown]);
}

/** The page goes on showing what it holds: a reload would erase it. */
function Refused({ code }: { readonly code: string }) {
  return (
    <div class="refused">
      <Alert>{problemText(code)}</Alert>
      <Reload />
    </div>
  );
}

function Reload() {
  return (
    <button type="button" class="button primary" onClick={() => location.reload()}>
      {t("failed.reload")}
    </button>
  );
}

function Blocked({ code, tools }: { readonly code: string; readonly tools: ComponentChildren }) {
  return (
    <main class="provider-blocked">
      {tools !== undefined && <div class="tools">{tools}</div>}
      <h1 class="unseen">{t("queue.title")}</h1>
      <Notice title={t("blocked.title")} text={problemText(code)}>
        {code === "version_unsupported" && <Reload />}
      </Notice>
    </main>
  );
}
