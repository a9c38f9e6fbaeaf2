import { isLanguage, language, t, type Language } from "../../i18n";
import { Icon } from "../../ui/Icon";
import { LANGUAGE } from "../../ui/icons";
import { LanguageOptions } from "../../ui/LanguageOptions";

/** A list behind a picture that is known in every language. */
export function LanguageMenu({ onChoose }: { readonly onChoose: (language: Language) => void }) {
  const label = t("language.choose");
  return (
    <span class="icon-button language" title={label}>
      <Icon path={LANGUAGE} />
      <select
        aria-label={label}
        value={language()}
        onChange={({ currentTarget: { value } }) => {
          if (isLanguage(value)) onChoose(value);
        }}
      >
        <LanguageOptions />
      </select>
    </span>
  );
}
