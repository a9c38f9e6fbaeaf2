import "./view/console.css";
import { effect, untracked } from "@preact/signals-core";
import { makePageKeys } from "../delivery/sealing";
import { speak } from "../i18n";
import { recallChoice } from "../i18n/choice";
import { t } from "../i18n/console";
import { readConfig, root, type ClinicLook } from "../page";
import { Alerts, ownPage } from "../provider/alerts";
import { attach, follow } from "../provider/attach";
import { ProviderSession } from "../provider/session";
import { ProviderApp } from "../provider/view/ProviderApp";
import { draw, fail } from "../ui/drawing";
import { setTheme, wear } from "../ui/theme";
import { api, type SignedIn } from "./api";
import { Console, type Place } from "./console";
import { Entrance } from "./view/Entrance";
import { Tools } from "./view/Tools";

const NOBODY = { theme: "system", language: "" } as const;

const place = root();

/** Of the server that has one alone. */
const { clinic: only } = readConfig() as { readonly clinic?: ClinicLook };
if (only) wear(only.accents);

const here: Place<ProviderSession> = {
  address: {
    get: readHash,
    set: (slug) => history.replaceState(null, "", slug === "" ? location.pathname : `#${slug}`),
  },
  reload: () => location.reload(),
  later: (run, seconds) => setTimeout(run, seconds * 1000),
  async enter(slug, token, account) {
    try {
      return await enter(slug, token, account);
    } catch {
      fail();
      return new Promise(() => undefined); // there is no way on from here
    }
  },
};

async function enter(slug: string, token: string, { clinic }: SignedIn): Promise<ProviderSession> {
  const alerts = new Alerts(ownPage(title));
  const session = new ProviderSession({
    room: slug,
    token,
    renewToken: async () => {
      const answer = await api.roomToken(slug);
      return "value" in answer ? answer.value : answer;
    },
    host: null,
    alerts,
    keys: await makePageKeys(),
  });
  wear(clinic.accents);
  attach(session, { alerts, place, lang: null });
  effect(() => {
    const problem = session.model.value.blocked;
    if (problem !== null) untracked(() => way.refused(problem.code));
  });
  return session;
}

/** The room that the address names; none where a person's typing cannot be decoded. */
function readHash(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

const way = new Console(api, here);

function title(): string {
  return t("page.title");
}

function view() {
  const now = way.stage.value;
  if (now.stage !== "inside") return <Entrance clinic={only} stage={now} way={way} />;
  const { account, room } = now;
  const tools = (
    <Tools rooms={account.rooms} way={way} holdsTheOnlyCopy={() => room.desk.holdsTheOnlyCopy()} />
  );
  const { clinic } = account;
  return <ProviderApp model={room.model.value} actions={room.actions} clinic={clinic} tools={tools} />;
}

/** Before a room, too, the page is as its reader has set it; who signs in next may have set something else. */
function dress(): void {
  const now = way.stage.value;
  if (now.stage !== "rooms" && now.stage !== "sign_in") return;
  const { theme, language } = now.stage === "rooms" ? now.account : NOBODY;
  setTheme(theme);
  follow(language, null);
}

async function start(): Promise<void> {
  const words = speak(recallChoice("provider"));
  way.start().catch(fail);
  await words;
  draw(place, view);
  effect(() => {
    if (way.stage.value.stage !== "inside") document.title = title();
  });
  effect(dress);
}

addEventListener("hashchange", () => location.reload());
addEventListener("pageshow", (event) => event.persisted && location.reload());
start().catch(() => {
  fail();
  draw(place, () => null);
});
