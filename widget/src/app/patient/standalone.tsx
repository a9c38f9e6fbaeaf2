/** The patient's side as a page of its own, without a clinic's page around it. */
import "./view/standalone.css";
import { t } from "../i18n/patient";
import { start } from "./start";
import { StandalonePage } from "./view/StandalonePage";

void start({
  view: StandalonePage,
  title: ({ roomInfo }) => `${roomInfo.name} · ${t("room.label")}`,
});
