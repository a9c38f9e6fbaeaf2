import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { problemText, t } from "../../i18n/provider";
import { useChatMemory, type ChatMemory } from "../../ui/ChatBox";
import { Alert } from "../../ui/Alert";
import type { LogoProps } from "../../ui/Logo";
import { OfflineLine } from "../../ui/OfflineLine";
import { Notice } from "../../ui/Notice";
import type { ProviderActions, ProviderModel } from "../../ui/model";
import { Header } from "./Header";
import { LeftList } from "./LeftList";
import { PatientChat } from "./PatientChat";
import { PatientWindow } from "./PatientWindow";
import { Queue } from "./Queue";
import { useFocusHome } from "./useFocusHome";

interface Props {
  readonly model: ProviderModel;
  readonly actions: ProviderActions;
  readonly clinic?: LogoProps["clinic"];
  /** More buttons for the header, of the page that the app is on. */
  readonly tools?: ComponentChildren;
}

/** The provider's side: the queue, and beside or over it the chat with one patient. */
export function ProviderApp({ model, actions, clinic, tools }: Props) {
  const [asked, askFor] = useState<string | null>(null);
  const memory = useChatMemory();
  useFocusHome(model.chat?.visit ?? null);
  useFocusHome(asked);
  useForgetting(memory, model);

  if (model.blocked !== null) return <Blocked code={model.blocked.code} tools={tools} />;
  const openChat = (visit: string) => {
    askFor(null);
    memory.composerWish.current = true;
    actions.openChat(visit);
  };

  return (
    <div class="provider" data-chat={model.chat?.state ?? "closed"}>
      <Header model={model} actions={actions} clinic={clinic} tools={tools} />
      <main class="provider-main">
        {model.refused === null ? (
          <OfflineLine connection={model.connection} text={t("offline")} />
        ) : (
          <Refused code={model.refused.code} />
        )}
        <Queue model={model} onMore={askFor} />
        <LeftList rows={model.left} onView={openChat} onDismiss={(visit) => actions.dismiss(visit)} />
      </main>
      {model.chat !== null && (
        <PatientChat chat={model.chat} model={model} actions={actions} memory={memory} />
      )}
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
function useForgetting({ scroll }: ChatMemory, { queue, left, chat }: ProviderModel): void {
  const shown = chat?.visit ?? "";
  useEffect(() => {
    const held = new Set([shown, ...[...queue, ...left].map(({ visit }) => visit)]);
    for (const visit of scroll.keys()) if (!held.has(visit)) scroll.delete(visit);
  }, [queue, left, shown]);
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
