import { useId } from "preact/hooks";
import { isLanguage } from "../../../i18n";
import { t } from "../../../i18n/settings";
import type { AccountView } from "../../../protocol/types";
import { LanguageOptions } from "../../../ui/LanguageOptions";
import type { ProviderActions } from "../../../ui/model";
import { useSettings } from "../useSettings";
import { Outcome } from "./Outcome";

const THEMES = ["system", "light", "dark"] as const;

interface Props {
  readonly account: AccountView;
  readonly actions: Pick<ProviderActions, "changeSettings">;
}

/** Each choice holds at once, on every page of the account. */
export function AppearanceTab({ account, actions }: Props) {
  const id = useId();
  const { settings } = account;
  const { problem, change } = useSettings(actions);
  return (
    <div class="settings-form">
      <fieldset class="choices">
        <legend>{t("appearance.theme")}</legend>
        {THEMES.map((theme) => (
          <label key={theme}>
            <input
              type="radio"
              name={`${id}-theme`}
              checked={settings.theme === theme}
              onChange={() => change({ theme })}
            />
            {t(`theme.${theme}`)}
          </label>
        ))}
      </fieldset>
      <div class="field">
        <label for={id}>{t("appearance.language")}</label>
        <select
          id={id}
          value={isLanguage(settings.language) ? settings.language : ""}
          onChange={({ currentTarget }) => change({ language: currentTarget.value })}
        >
          <option value="">{t("language.browser")}</option>
          <LanguageOptions />
        </select>
      </div>
      <Outcome problem={problem} />
    </div>
  );
}
