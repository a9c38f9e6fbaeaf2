import { LANGUAGES, markOf } from "../i18n";

/** Every language, by its own name. */
export function LanguageOptions() {
  return Object.entries(LANGUAGES).map(([language, name]) => (
    <option key={language} value={language} lang={markOf(language)}>
      {name}
    </option>
  ));
}
