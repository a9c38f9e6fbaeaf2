import "./view/patient.css";
import { computed, effect } from "@preact/signals-core";
import { render } from "preact";
import { awaitHost, type HostLink } from "../../bridge/frame";
import { makePageKeys } from "../delivery/sealing";
import { speak, type Language } from "../i18n";
import { keepChoice, recallChoice } from "../i18n/choice";
import { t } from "../i18n/patient";
import { readConfig, root } from "../page";
import { tie } from "../session/lifecycle";
import { wear } from "../ui/theme";
import { PatientSession } from "./session";
import { LanguageMenu } from "./view/LanguageMenu";
import { PatientApp } from "./view/PatientApp";

const config = readConfig();
const host = config.standalone ? Promise.resolve(null) : awaitHost(config.origins); // listens from this moment on

wear(config.clinic.accents);

/** What the patient has chosen is known at once; what the host page wishes, when it has said hello. */
async function findWords(): Promise<void> {
  const choice = recallChoice("patient");
  await speak(choice, choice === null ? ((await host)?.options.lang ?? null) : null);
}

async function start(): Promise<void> {
  const words = findWords();
  const [link, keys] = await Promise.all([host, makePageKeys()]);
  const session = new PatientSession({ config, host: link, keys });
  const place = root();
  tie(session, () => render(null, place));
  await words;
  draw(session, place);
  if (link !== null) serve(link, session);
}

function draw({ model, actions }: PatientSession, place: HTMLElement): void {
  const choose = (language: Language) => {
    keepChoice("patient", language);
    void speak(language);
  };
  effect(() => {
    const tools = <LanguageMenu onChoose={choose} />;
    render(<PatientApp model={model.value} actions={actions} clinic={config.clinic} tools={tools} />, place);
  });
  effect(() => {
    const { name } = config.roomInfo;
    document.title = config.standalone ? `${name} · ${t("room.label")}` : t("page.title");
  });
}

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

void start();
