import { useId } from "preact/hooks";
import { seconds } from "../../../i18n/seconds";
import { t as common } from "../../../i18n/provider";
import { t } from "../../../i18n/settings";
import type { AccountView } from "../../../protocol/types";
import type { ProviderActions } from "../../../ui/model";
import { useSettings } from "../useSettings";
import { Outcome } from "./Outcome";

const TIMES = [0, 6, 20] as const;

interface Props {
  readonly account: AccountView;
  readonly actions: Pick<ProviderActions, "changeSettings">;
}

/** How long the end of a visit can be undone. Holds at once, on every page of the account. */
export function QueueTab({ account, actions }: Props) {
  const id = useId();
  const { undoSeconds = 6 } = account.settings;
  const { problem, change } = useSettings(actions);
  const words = { remove: common("window.remove"), end: common("window.end") };
  return (
    <div class="settings-form">
      <fieldset class="choices" aria-describedby={`${id}-hint`}>
        <legend>{t("undo.time")}</legend>
        {TIMES.map((time) => (
          <label key={time}>
            <input
              type="radio"
              name={`${id}-time`}
              checked={undoSeconds === time}
              onChange={() => change({ undoSeconds: time })}
            />
            {time === 0 ? t("undo.off") : seconds(time)}
          </label>
        ))}
      </fieldset>
      <p class="hint" id={`${id}-hint`}>
        {t("undo.hint", words)}
      </p>
      <Outcome problem={problem} />
    </div>
  );
}
