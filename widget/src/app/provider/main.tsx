import "./view/provider.css";
import { computed, effect } from "@preact/signals-core";
import { render } from "preact";
import { awaitHost } from "../../bridge/frame";
import { makePageKeys } from "../delivery/sealing";
import { readConfig, root } from "../page";
import { tie } from "../session/lifecycle";
import { watchIdle } from "./idle";
import { ProviderSession } from "./session";
import { ProviderApp } from "./view/ProviderApp";

const config = readConfig();
const host = awaitHost(config.origins); // listens from this moment on

async function start(): Promise<void> {
  const link = await host;
  const session = new ProviderSession({
    room: config.room,
    token: link.options.token,
    host: link,
    keys: await makePageKeys(),
  });
  const place = root();
  effect(() => render(<ProviderApp model={session.model.value} actions={session.actions} />, place));
  watchIdle((idle) => session.setIdle(idle));
  tie(session, () => render(null, place));
  const unread = computed(() =>
    [...session.model.value.queue, ...session.model.value.left].reduce((sum, row) => sum + row.unread, 0),
  );
  effect(() => link.report({ type: "unread", count: unread.value }));
}

void start();
