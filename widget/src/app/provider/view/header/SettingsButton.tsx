import { useState } from "preact/hooks";
import { loadTexts } from "../../../i18n";
import { problemText, t } from "../../../i18n/provider";
import { Alert } from "../../../ui/Alert";
import { Dialog } from "../../../ui/Dialog";
import type { ProviderActions, ProviderModel } from "../../../ui/model";
import type { AccountSettings } from "../settings";
import type { ProfileDraft } from "../settings/ProfileTab";
import { ToolButton } from "./ToolButton";
import { useAttempt } from "../useAttempt";

type Settings = typeof AccountSettings;

interface Props {
  readonly model: ProviderModel;
  readonly actions: ProviderActions;
}

/** Opens the account's settings, which are loaded only when they are asked for. */
export function SettingsButton({ model, actions }: Props) {
  const [Settings, setSettings] = useState<Settings | null>(null);
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<ProfileDraft>({}); // kept here: Escape closes the dialog, and loses nothing
  const { busy, problem, attempt } = useAttempt();
  const { me, account, alerts } = model;
  const load = async () => {
    try {
      const loaded = await import("../settings");
      await loadTexts();
      setSettings(() => loaded.AccountSettings);
      return null;
    } catch {
      return { code: "offline" };
    }
  };
  const close = () => setOpen(false);

  return (
    <>
      <ToolButton
        icon="settings"
        label={t("settings.title")}
        busy={busy}
        disabled={me === null || account === null}
        onClick={() => {
          setOpen(true);
          if (Settings === null) attempt(load);
        }}
      />
      {open && Settings !== null && me !== null && account !== null && (
        <Settings
          me={me}
          account={account}
          alerts={alerts}
          actions={actions}
          draft={draft}
          setDraft={setDraft}
          onClose={close}
        />
      )}
      {open && problem !== null && (
        <Dialog title={t("settings.title")} onClose={close}>
          <Alert>{problemText(problem.code)}</Alert>
        </Dialog>
      )}
    </>
  );
}
