/** The patient's panel on a clinic's page. */
import "./view/embedded.css";
import { computed, effect } from "@preact/signals-core";
import { awaitHost, type HostLink } from "../../bridge/frame";
import { t } from "../i18n/patient";
import { readConfig } from "../page";
import type { PatientSession } from "./session";
import { start } from "./start";
import { EmbeddedPanel } from "./view/EmbeddedPanel";

const config = readConfig();
const host = awaitHost(config.origins); // listens from this moment on

/** The host page's wishes in, the panel's state and the badge out. */
function serve(link: HostLink, { model, actions }: PatientSession): void {
  link.onCommand((command) => actions[command.type]());
  const panel = computed(() => model.value.panel);
  const unread = computed(() => model.value.unread);
  effect(() => link.report({ type: "layout", state: panel.value }));
  effect(() => link.report({ type: "unread", count: unread.value }));
  const queuePlace = computed(() => {
    const { stage } = model.value;
    return stage.stage === "visiting" ? stage.place : null;
  });
  effect(() => link.report({ type: "queue", place: queuePlace.value }));
}

const session = start(config, { view: EmbeddedPanel, title: () => t("page.title"), host });
void Promise.all([host, session]).then(([link, started]) => serve(link, started));
