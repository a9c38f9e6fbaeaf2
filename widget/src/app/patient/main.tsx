import "./view/patient.css";
import { computed, effect } from "@preact/signals-core";
import { render } from "preact";
import { awaitHost, type HostLink } from "../../bridge/frame";
import { makePageKeys } from "../delivery/sealing";
import { readConfig, root } from "../page";
import { tie } from "../session/lifecycle";
import { wear } from "../ui/theme";
import { PatientSession } from "./session";
import { PatientApp } from "./view/PatientApp";

const config = readConfig();
const host = config.standalone ? Promise.resolve(null) : awaitHost(config.origins); // listens from this moment on

wear(config.clinic.accents);

async function start(): Promise<void> {
  const session = new PatientSession({
    config,
    host: await host,
    keys: await makePageKeys(),
  });
  const place = root();
  const { actions } = session;
  effect(() =>
    render(<PatientApp model={session.model.value} actions={actions} clinic={config.clinic} />, place),
  );
  tie(session, () => render(null, place));
  const link = await host;
  if (link !== null) serve(link, session);
}

/** The host page's wishes in, the panel's state and the badge out. */
function serve(link: HostLink, { model, actions }: PatientSession): void {
  link.onCommand((command) => actions[command.type]());
  const panel = computed(() => model.value.panel);
  const unread = computed(() => model.value.unread);
  effect(() => link.report({ type: "layout", state: panel.value }));
  effect(() => link.report({ type: "unread", count: unread.value }));
}

void start();
