import "./notifications.css";
import { useState } from "preact/hooks";
import { problemText, t } from "../../i18n/settings";
import type { AccountView, Alerts } from "../../protocol/types";
import { Alert } from "../../ui/Alert";
import type { AlertsModel, ProviderActions } from "../../ui/model";
import { Toggle } from "./Toggle";
import { useSettings } from "./useSettings";

interface Props {
  readonly account: AccountView;
  readonly actions: Pick<ProviderActions, "changeSettings" | "askPermission" | "testAlerts">;
  readonly alerts: AlertsModel;
}

const KINDS = ["messages", "arrivals"] as const;
const WAYS = ["sound", "desktop", "title"] as const;

/** Which news ring, show and count, and what this browser lets through. Every change is saved at once. */
export function NotificationsTab({ account, actions, alerts }: Props) {
  const { settings } = account;
  const { problem, change } = useSettings(actions);
  return (
    <div class="notifications">
      {problem !== null && <Alert>{problemText(problem.code)}</Alert>}
      {KINDS.map((kind) => (
        <NewsSettings
          key={kind}
          kind={kind}
          value={settings[kind]}
          onChange={(value) => {
            const wantsDesktop = value.on && value.desktop && !settings[kind].desktop;
            if (wantsDesktop && alerts.desktop === "default") actions.askPermission();
            change({ [kind]: value });
          }}
        />
      ))}
      <div class="news-settings">
        <Toggle
          label={t("alerts.details")}
          hint={t(alerts.discreet ? "alerts.detailsElsewhere" : "alerts.detailsHint")}
          checked={settings.details}
          onChange={(details) => change({ details })}
          strong
        />
      </div>
      <Browser alerts={alerts} actions={actions} />
    </div>
  );
}

interface NewsProps {
  readonly kind: (typeof KINDS)[number];
  readonly value: Alerts;
  readonly onChange: (value: Alerts) => void;
}

function NewsSettings({ kind, value, onChange }: NewsProps) {
  const label = t(`alerts.${kind}`);
  return (
    <div class="news-settings" role="group" aria-label={t(`alerts.${kind}.ways`)}>
      <Toggle label={label} checked={value.on} onChange={(on) => onChange({ ...value, on })} strong />
      {value.on ? (
        WAYS.map((way) => (
          <Toggle
            key={way}
            label={t(`alerts.${way}`)}
            checked={value[way]}
            onChange={(on) => onChange({ ...value, [way]: on })}
          />
        ))
      ) : (
        <p class="hint">{t("alerts.quiet")}</p>
      )}
    </div>
  );
}

/** What the browser blocks, what can be done about it, and a test. */
function Browser({ alerts: { sound, desktop }, actions }: Pick<Props, "alerts" | "actions">) {
  const [tested, setTested] = useState("");
  const test = () => {
    actions.testAlerts();
    setTested(t(`alerts.tested.${outcome(sound === "ready", desktop === "granted")}`));
  };
  return (
    <section class="news-settings" aria-label={t("alerts.browser")}>
      <h3>{t("alerts.browser")}</h3>
      <p class={sound === "ready" ? "hint" : "warning"} data-testid="sound-state" data-state={sound}>
        {t(`alerts.sound.${sound}`)}
      </p>
      <p class={desktop === "granted" ? "hint" : "warning"} data-testid="desktop-state" data-state={desktop}>
        {t(`alerts.desktop.${desktop}`)}
      </p>
      <div class="dialog-actions">
        {desktop === "default" && (
          <button type="button" class="button" onClick={() => actions.askPermission()}>
            {t("alerts.allow")}
          </button>
        )}
        <button type="button" class="button" onClick={test}>
          {t("alerts.test")}
        </button>
      </div>
      <p role="status" class="hint">
        {tested}
      </p>
    </section>
  );
}

function outcome(sound: boolean, desktop: boolean): "both" | "sound" | "desktop" | "none" {
  if (sound && desktop) return "both";
  if (sound) return "sound";
  return desktop ? "desktop" : "none";
}
