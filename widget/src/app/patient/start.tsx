/** A patient's page from its first script to its last: the same for the panel on a clinic's page and for a page of its own. */
import { effect } from "@preact/signals-core";
import { render } from "preact";
import type { HostLink } from "../../bridge/frame";
import { makePageKeys } from "../delivery/sealing";
import { speak, type Language } from "../i18n";
import { keepChoice, recallChoice } from "../i18n/choice";
import { root, type PageConfig } from "../page";
import { tie } from "../session/lifecycle";
import { wear } from "../ui/theme";
import { PatientSession } from "./session";
import { LanguageMenu } from "./view/LanguageMenu";
import { PatientApp } from "./view/PatientApp";
import type { PatientView } from "./view/props";

export interface PatientPage {
  readonly view: PatientView;
  readonly title: () => string;
  /** The page around this one; null where there is none. */
  readonly host: Promise<HostLink | null>;
}

export async function start(config: PageConfig, { view, title, host }: PatientPage): Promise<PatientSession> {
  wear(config.clinic.accents);
  const words = findWords(host);
  const [link, keys] = await Promise.all([host, makePageKeys()]);
  const session = new PatientSession({ config, host: link, keys });
  const place = root();
  tie(session, () => render(null, place));
  await words;
  const { model, actions } = session;
  effect(() => {
    const tools = <LanguageMenu onChoose={choose} />;
    const { clinic } = config;
    render(
      <PatientApp view={view} model={model.value} actions={actions} clinic={clinic} tools={tools} />,
      place,
    );
  });
  effect(() => {
    document.title = title();
  });
  return session;
}

/** What the patient has chosen is known at once; what the host page wishes, when it has said hello. */
async function findWords(host: PatientPage["host"]): Promise<void> {
  const choice = recallChoice("patient");
  await speak(choice, choice === null ? ((await host)?.options.lang ?? null) : null);
}

function choose(language: Language): void {
  keepChoice("patient", language);
  void speak(language);
}
