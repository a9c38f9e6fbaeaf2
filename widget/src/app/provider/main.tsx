import "./view/provider.css";
import { computed, effect } from "@preact/signals-core";
import { render } from "preact";
import { awaitHost, type HostLink } from "../../bridge/frame";
import { makePageKeys } from "../delivery/sealing";
import { speak } from "../i18n";
import { recallChoice } from "../i18n/choice";
import { t } from "../i18n/provider";
import { readConfig, root } from "../page";
import { wear } from "../ui/theme";
import { Alerts, hostPage } from "./alerts";
import { attach } from "./attach";
import { ProviderSession } from "./session";
import { ProviderApp } from "./view/ProviderApp";

const config = readConfig();
const host = awaitHost(config.origins); // listens from this moment on
wear(config.clinic.accents);

async function start(): Promise<void> {
  const link = await host;
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
  const place = root();
  const { actions } = session;
  attach(session, { alerts, place, lang });
  await words;
  effect(() =>
    render(<ProviderApp model={session.model.value} actions={actions} clinic={config.clinic} />, place),
  );
  effect(() => {
    document.title = t("queue.title");
  });
  const unread = computed(() =>
    [...session.model.value.queue, ...session.model.value.left].reduce((sum, row) => sum + row.unread, 0),
  );
  effect(() => link.report({ type: "unread", count: unread.value }));
  tellQueue(link, session);
}

/** How many wait and are in a call, as soon as the server has said so. */
function tellQueue(link: HostLink, { model }: ProviderSession): void {
  const isKnown = computed(() => model.value.room !== null);
  const inCall = computed(() => model.value.queue.filter(({ status }) => status === "in_call").length);
  const waiting = computed(() => model.value.queue.length - inCall.value);
  effect(() => {
    if (isKnown.value) link.report({ type: "queue", waiting: waiting.value, inCall: inCall.value });
  });
}

void start();
