import "./view/provider.css";
import { effect } from "@preact/signals-core";
import { awaitHost } from "../../bridge/frame";
import { makePageKeys } from "../delivery/sealing";
import { speak } from "../i18n";
import { recallChoice } from "../i18n/choice";
import { t } from "../i18n/provider";
import { readConfig, root } from "../page";
import { draw, fail, failed } from "../ui/drawing";
import { wear } from "../ui/theme";
import { Alerts, hostPage } from "./alerts";
import { attach } from "./attach";
import { serve } from "./hostReports";
import { ProviderSession } from "./session";
import { ProviderApp } from "./view/ProviderApp";

async function start(): Promise<void> {
  const place = root();
  try {
    await begin(place);
  } catch {
    fail();
    draw(place, () => null);
  }
}

async function begin(place: HTMLElement): Promise<void> {
  const config = readConfig();
  wear(config.clinic.accents);
  const link = await awaitHost(config.origins); // listens from this moment on
  effect(() => {
    if (failed.value) link.report({ type: "error", code: "view_failed" });
  });
  const { lang, token } = link.options;
  const words = speak(recallChoice("provider"), lang);
  const alerts = new Alerts(hostPage(link));
  const session = new ProviderSession({
    room: config.room,
    token,
    renewToken: async () => {
      const renewed = await link.renewToken();
      return renewed === null ? { problem: { code: "token_expired" } } : { token: renewed };
    },
    host: link,
    alerts,
    keys: await makePageKeys(),
  });
  const { actions } = session;
  attach(session, { alerts, place, lang });
  await words;
  draw(place, () => <ProviderApp model={session.model.value} actions={actions} clinic={config.clinic} />);
  effect(() => {
    document.title = t("queue.title");
  });
  serve(link, session);
}

void start();
