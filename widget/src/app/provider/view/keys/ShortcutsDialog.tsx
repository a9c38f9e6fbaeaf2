/** Which keys do what, and the switch for them. Loaded when it is opened. */
import type { FunctionComponent } from "preact";
import { loadTexts } from "../../../i18n";
import { problemText, t as common } from "../../../i18n/provider";
import { t } from "../../../i18n/settings";
import { Alert } from "../../../ui/Alert";
import { Dialog } from "../../../ui/Dialog";
import type { ProviderActions } from "../../../ui/model";
import { Toggle } from "../Toggle";
import { useSettings } from "../useSettings";

export interface ShortcutsProps {
  readonly isOn: boolean;
  readonly actions: Pick<ProviderActions, "changeSettings">;
  readonly onClose: () => void;
}

export async function withTexts(): Promise<FunctionComponent<ShortcutsProps>> {
  await loadTexts();
  return ShortcutsDialog;
}

export function ShortcutsDialog({ isOn, actions, onClose }: ShortcutsProps) {
  const { problem, change } = useSettings(actions);
  const keys = [
    ["N", common("queue.next")],
    ["P", common("queue.previous")],
    ["R", t("keys.write")],
    ["?", common("keys.title")],
  ] as const;
  return (
    <Dialog title={common("keys.title")} onClose={onClose}>
      <dl class="facts keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <Toggle
        label={t("keys.on")}
        hint={t("keys.hint")}
        checked={isOn}
        onChange={(shortcuts) => change({ shortcuts })}
      />
      {problem !== null && <Alert>{problemText(problem.code)}</Alert>}
    </Dialog>
  );
}
