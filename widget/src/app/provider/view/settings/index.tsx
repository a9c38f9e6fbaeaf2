import "./settings.css";
import type { AccountView } from "../../../protocol/types";
import { t as common } from "../../../i18n/provider";
import { t } from "../../../i18n/settings";
import { Dialog } from "../../../ui/Dialog";
import type { AlertsModel, Person, ProviderActions } from "../../../ui/model";
import { Tabs } from "../../../ui/Tabs";
import { NotificationsTab } from "../NotificationsTab";
import { AppearanceTab } from "./AppearanceTab";
import { ProfileTab, type ProfileDraft } from "./ProfileTab";
import { QueueTab } from "./QueueTab";
import { SecurityTab } from "./SecurityTab";

interface Props {
  readonly me: Person;
  readonly account: AccountView;
  readonly alerts: AlertsModel;
  readonly actions: ProviderActions;
  readonly draft: ProfileDraft;
  readonly setDraft: (draft: ProfileDraft) => void;
  readonly onClose: () => void;
}

/** All that a provider sets for their own account. What others of its pages set shows here at once. */
export function AccountSettings(props: Props) {
  const { me, account, alerts, actions, draft, setDraft, onClose } = props;
  const title = common("settings.title");
  const tabs = [
    {
      id: "profile",
      label: t("tab.profile"),
      panel: <ProfileTab me={me} actions={actions} draft={draft} setDraft={setDraft} />,
    },
    {
      id: "notifications",
      label: t("tab.notifications"),
      panel: <NotificationsTab account={account} actions={actions} alerts={alerts} />,
    },
    {
      id: "appearance",
      label: t("tab.appearance"),
      panel: <AppearanceTab account={account} actions={actions} />,
    },
    {
      id: "queue",
      label: common("queue.title"),
      panel: <QueueTab account={account} actions={actions} />,
    },
    { id: "security", label: t("tab.security"), panel: <SecurityTab account={account} actions={actions} /> },
  ];
  return (
    <Dialog title={title} class="settings" onClose={onClose}>
      <Tabs label={title} tabs={tabs} />
    </Dialog>
  );
}
