import "./view/provider.css";
import { computed, effect } from "@preact/signals-core";
import { render } from "preact";
import { awaitHost } from "../../bridge/frame";
import { makePageKeys } from "../delivery/sealing";
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
  const alerts = new Alerts(hostPage(link));
  const session = new ProviderSession({
    room: config.room,
    token: link.options.token,
    host: link,
    alerts,
    keys: await makePageKeys(),
  });
  const place = root();
  const { actions } = session;
  effect(() =>
    render(<ProviderApp model={session.model.value} actions={actions} clinic={config.clinic} />, place),
  );
  attach(session, alerts, place);
  const unread = computed(() =>
    [...session.model.value.queue, ...session.model.value.left].reduce((sum, row) => sum + row.unread, 0),
  );
  effect(() => link.report({ type: "unread", count: unread.value }));
}

void start();
