/** What the provider's frame and the console have in common: a session that lives as long as its page. */
import { effect } from "@preact/signals-core";
import { render } from "preact";
import { tie } from "../session/lifecycle";
import { setTheme } from "../ui/theme";
import type { Alerts } from "./alerts";
import { watchIdle } from "./idle";
import type { ProviderSession } from "./session";

export function attach(session: ProviderSession, alerts: Alerts, place: HTMLElement): void {
  effect(() => setTheme(session.model.value.account?.settings.theme ?? "system"));
  alerts.watch(session);
  watchIdle((idle) => session.setIdle(idle));
  tie(session, () => render(null, place));
}
