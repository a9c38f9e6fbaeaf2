/** What the provider's frame and the console have in common: a session that lives as long as its page. */
import { computed, effect } from "@preact/signals-core";
import { render } from "preact";
import { speak } from "../i18n";
import { keepChoice } from "../i18n/choice";
import { tie } from "../session/lifecycle";
import { shown } from "../ui/drawing";
import { setTheme } from "../ui/theme";
import type { Alerts } from "./alerts";
import { watchIdle } from "./idle";
import type { ProviderSession } from "./session";

interface Page {
  readonly alerts: Alerts;
  readonly place: HTMLElement;
  /** The language that the page around it wishes for. */
  readonly lang: string | null;
}

export function attach(session: ProviderSession, { alerts, place, lang }: Page): void {
  effect(() => setTheme(session.model.value.account?.settings.theme ?? "system"));
  const language = computed(() => session.model.value.account?.settings.language);
  effect(() => {
    if (language.value !== undefined) follow(language.value, lang);
  });
  alerts.watch(session);
  addEventListener("beforeunload", (event) => {
    if (session.holdsTheOnlyWord) event.preventDefault();
  });
  watchIdle((idle) => session.setIdle(idle));
  tie(session, shown, () => render(null, place));
}

/** What the account says of its language comes before the wish of the page around, and holds from the next page's beginning. */
export function follow(language: string, lang: string | null): void {
  const choice = language === "" ? null : language;
  keepChoice("provider", choice);
  void speak(choice, lang);
}
