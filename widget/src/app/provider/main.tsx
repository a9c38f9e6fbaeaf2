import "./view/provider.css";
import { computed, effect } from "@preact/signals-core";
import { awaitHost, type HostLink } from "../../bridge/frame";
import { makePageKeys } from "../delivery/sealing";
import { speak } from "../i18n";
import { recallChoice } from "../i18n/choice";
import { t } from "../i18n/provider";
import { readConfig, root } from "../page";
import { draw, fail, failed } from "../ui/drawing";
import { wear } from "../ui/theme";
import { Alerts, hostPage } from "./alerts";
import { attach } from "./attach";
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
