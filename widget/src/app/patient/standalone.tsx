/** The patient's side as a page of its own, without a clinic's page around it. */
import "./view/standalone.css";
import { t } from "../i18n/patient";
import { readConfig } from "../page";
import { start } from "./start";
import { StandalonePage } from "./view/StandalonePage";

const config = readConfig();

void start(config, {
  view: StandalonePage,
  title: () => `${config.roomInfo.name} · ${t("room.label")}`,
  host: Promise.resolve(null),
});
