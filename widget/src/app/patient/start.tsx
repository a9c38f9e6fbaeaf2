/** A patient's page from its first script to its last: the same for the panel on a clinic's page and for a page of its own. */
import { effect } from "@preact/signals-core";
import { render } from "preact";
import type { HostLink } from "../../bridge/frame";
import { makePageKeys } from "../delivery/sealing";
import { speak, type Language } from "../i18n";
import { keepChoice, recallChoice } from "../i18n/choice";
import { readConfig, root, type PageConfig } from "../page";
import { tie } from "../session/lifecycle";
import { draw, fail, shown } from "../ui/drawing";
import { wear } from "../ui/theme";
import type * as OtherVisits from "./otherVisit";
import { PatientSession } from "./session";
import { LanguageMenu } from "./view/LanguageMenu";
import { PatientApp } from "./view/PatientApp";
import type { PatientView } from "./view/props";

export interface PatientPage {
  readonly view: PatientView;
  readonly title: (config: PageConfig) => string;
  /** Finds the page around this one; called while the page's first script runs. */
  readonly host?: (config: PageConfig) => Promise<HostLink>;
  readonly serve?: (link: HostLink, session: PatientSession, config: PageConfig) => void;
  /** Hides the panel once the views have failed. */
  readonly onClose?: () => void;
}

/** Never rejects: a page that cannot start says so. */
export async function start(page: PatientPage): Promise<void> {
  const place = root();
  try {
    await begin(page, place);
  } catch {
    fail();
    draw(place, () => null, page.onClose);
  }
}

async function begin({ view, title, host: find, serve, onClose }: PatientPage, place: HTMLElement) {
  const config = readConfig();
  wear(config.clinic.accents);
  const host = find?.(config) ?? null;
  const words = findWords(host);
  const [link, keys] = await Promise.all([host, makePageKeys()]);
  const options = { config, host: link, ring: () => void ring() };
  const session = new PatientSession({ ...options, keys });
  tie(session, shown, () => render(null, place));
  await words;
  const { model, actions } = session;
  const { clinic } = config;
  draw(
    place,
    () => {
      const tools = <LanguageMenu onChoose={choose} />;
      return <PatientApp view={view} model={model.value} actions={actions} clinic={clinic} tools={tools} />;
    },
    onClose,
  );
  effect(() => {
    document.title = title(config);
  });
  if (link !== null) serve?.(link, session, config);
  effect(() => {
    const { stage } = session.model.value;
    if (stage.stage === "check_in" && stage.elsewhere !== null)
      void takeUp(stage.elsewhere, session, options);
  });
}

/** A visit to another room that the tab keeps. */
async function takeUp(...where: Parameters<typeof OtherVisits.takeUp>): Promise<void> {
  try {
    await (await import("./otherVisit")).takeUp(...where);
  } catch {
    // who checks in here can do without
  }
}

/** By what the switch has loaded, or loads it: a page that was reloaded may have to ring before it has drawn one. */
async function ring(): Promise<void> {
  try {
    const sound = await import("./view/SoundSwitch");
    await sound.ring();
  } catch {
    // the panel has opened all the same
  }
}

/** What the patient has chosen is known at once; what the host page wishes, when it has said hello. */
async function findWords(host: Promise<HostLink> | null): Promise<void> {
  const choice = recallChoice("patient");
  await speak(choice, choice === null ? ((await host)?.options.lang ?? null) : null);
}

function choose(language: Language): void {
  keepChoice("patient", language);
  void speak(language);
}
