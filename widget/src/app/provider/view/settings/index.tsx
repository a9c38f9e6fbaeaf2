import "./settings.css";
import type { AccountView } from "../../../protocol/types";
import { t as common } from "../../../i18n/provider";
import { t } from "../../../i18n/settings";
import { Dialog } from "../../../ui/Dialog";
import type { AlertsModel, Person, ProviderActions } from "../../../ui/model";
import { Tabs } from "../../../ui/Tabs";
import { NotificationsTab } from "../NotificationsTab";
import { AppearanceTab } from "./AppearanceTab";
import { ProfileTab } from "./ProfileTab";
import { SecurityTab } from "./SecurityTab";

interface Props {
  readonly me: Person;
  readonly account: AccountView;
  readonly alerts: AlertsModel;
  readonly actions: ProviderActions;
  readonly onClose: () => void;
}

/** All that a provider sets for their own account. What others of its pages set shows here at once. */
export function AccountSettings({ me, account, alerts, actions, onClose }: Props) {
  const title = common("settings.title");
  const tabs = [
    { id: "profile", label: t("tab.profile"), panel: <ProfileTab me={me} actions={actions} /> },
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
    { id: "security", label: t("tab.security"), panel: <SecurityTab account={account} actions={actions} /> },
  ];
  return (
    <Dialog title={title} class="settings" onClose={onClose}>
      <Tabs label={title} tabs={tabs} />
    </Dialog>
  );
}
