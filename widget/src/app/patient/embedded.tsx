/** The patient's panel on a clinic's page. */
import "./view/embedded.css";
import { effect } from "@preact/signals-core";
import { awaitHost, type HostLink, type LayoutState } from "../../bridge/frame";
import { t } from "../i18n/patient";
import type { PageConfig } from "../page";
import { failed } from "../ui/drawing";
import { serve } from "./hostReports";
import { start } from "./start";
import { EmbeddedPanel } from "./view/EmbeddedPanel";

let link: HostLink | null = null;
/** What the host page shows, which at first is "Loading…". A page that cannot start has to show itself, too. */
let layout: LayoutState = "open";
/** Of the session, once there is one: a panel that only waits for its texts is closed as any other. */
let close: (() => void) | null = null;

async function findHost({ origins }: PageConfig): Promise<HostLink> {
  const found = await awaitHost(origins); // listens from this moment on
  link = found;
  effect(() => {
    if (failed.value) serveFailed(found);
  });
  return found;
}

/** The panel opens and closes without the session, whose chat nobody sees. A closed one stays closed until it is wanted. */
function serveFailed(host: HostLink): void {
  host.onCommand(({ type }) => show(type === "close" ? "closed" : "open"));
  show(layout === "closed" ? "closed" : "open");
  host.report({ type: "error", code: "view_failed" });
}

function show(state: LayoutState): void {
  layout = state;
  link?.report({ type: "layout", state });
}

void start({
  view: EmbeddedPanel,
  title: () => t("page.title"),
  host: findHost,
  serve: (host, session, config) => {
    close = () => session.actions.close();
    serve(host, session, config, (panel) => {
      if (!failed.value) show(panel);
    });
  },
  onClose: () => (failed.value || close === null ? show("closed") : close()),
});
