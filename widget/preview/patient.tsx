import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { ChatModel, Departure, PatientActions, PatientModel, PatientStage } from "../src/app/ui/model";
import { roomAsPerson } from "../src/app/session/people";
import { LanguageMenu } from "../src/app/patient/view/LanguageMenu";
import { EmbeddedPanel } from "../src/app/patient/view/EmbeddedPanel";
import { PatientApp } from "../src/app/patient/view/PatientApp";
import { Failure } from "../src/app/ui/Failure";
import type { OtherWait } from "../src/app/patient/otherVisit";
import type { PatientView } from "../src/app/patient/view/props";
import { StandalonePage } from "../src/app/patient/view/StandalonePage";
import {
  chat,
  conversation,
  elena,
  failed,
  harbor,
  longNamed,
  many,
  minutesAgo,
  mirrored,
  unruly,
} from "./fixtures";

const room = { name: "Dr. Elena Rivera", title: "Family medicine" };
const nobody = roomAsPerson(room);
const late = { ...elena, line: "Running 10 minutes late. Sorry about that!" };
const waiting: PatientStage = {
  stage: "visiting",
  arrivedAt: minutesAgo(12),
  status: "waiting",
  place: 3,
  confirming: false,
  absence: null,
  call: null,
  sound: false,
  undelivered: 0,
};
const clinic = {
  name: "Harbor Street Clinic",
  logo: null,
  accents: {},
  emergencyLine: "In an emergency call 911. Our nurse line: 555-0100",
};
const call = { id: "c1", url: "https://video.example/c1" };
const inCall: PatientStage = { ...waiting, status: "in_call", place: null, call };
const checkIn: PatientStage = {
  stage: "check_in",
  name: "",
  passcode: false,
  busy: false,
  problem: null,
  elsewhere: null,
};
const talk = chat(elena.name, { messages: mirrored(conversation) });
const gone: Partial<ChatModel> = { writing: "gone", departure: "call_ended" };

const unsent = mirrored(conversation.slice(0, 2)).map(
  (each) => ({ ...each, direction: "sent", status: "sending" }) as const,
);

const over = (stage: PatientStage): Partial<PatientModel> => ({ stage, connection: null });
const ended = (reason: Departure, mayReturn = true) => over({ stage: "ended", reason, mayReturn });

const base: PatientModel = {
  connection: "online",
  room,
  team: [elena],
  stage: waiting,
  panel: "open",
  chat: talk,
  unread: 0,
};

const models: Readonly<Record<string, Partial<PatientModel>>> = {
  "check-in": { stage: checkIn, chat: null },
  "check-in-passcode": {
    stage: { ...checkIn, passcode: true, problem: { code: "wrong_passcode" } },
    chat: null,
  },
  "check-in-nameless": { stage: { ...checkIn, problem: { code: "name_missing" } }, chat: null },
  "check-in-busy": { stage: { ...checkIn, busy: true }, chat: null },
  "check-in-not-ready": { stage: { ...checkIn, problem: { code: "not_ready" } }, chat: null },
  closed: { stage: { stage: "unavailable", problem: { code: "room_closed" } }, chat: null },
  "portal-only": { stage: { stage: "unavailable", problem: { code: "portal_only" } }, chat: null },
  entering: { stage: { stage: "entering" }, chat: null, connection: "connecting" },
  waiting: { team: [late] },
  "waiting-next": { stage: { ...waiting, place: 1 }, chat: { ...talk, messages: [] } },
  typing: {
    chat: {
      ...talk,
      typing: true,
      draft: "Yes, and I also wanted to ask whether\nI should fast before\nthe blood test",
    },
  },
  offline: { connection: "offline" },
  slow: { connection: "slow" },
  unreached: { stage: { stage: "entering" }, chat: null, connection: "unreached" },
  reconnecting: { connection: "connecting" },
  "first-message": { chat: { ...talk, messages: [] } },
  unread: { chat: { ...talk, newFrom: talk.messages.at(-2)?.id ?? null } },
  "unread-many": { chat: { ...talk, messages: many, newFrom: many[40]?.id ?? null } },
  unruly: { chat: { ...talk, messages: unruly } },
  "long-names": {
    room: longNamed,
    team: [{ ...longNamed, line: "Running 10 minutes late. ".repeat(6) }],
    chat: { ...talk, name: longNamed.name, typing: true },
  },
  nobody: {
    team: [nobody],
    stage: { ...waiting, place: 1, absence: "yet", undelivered: 2 },
    chat: { ...talk, name: room.name, messages: unsent, waits: true },
  },
  "nobody-now": {
    team: [{ ...elena, presence: "offline" }],
    stage: { ...waiting, absence: "now" },
    chat: { ...talk, waits: true },
  },
  sound: { stage: { ...waiting, sound: true } },
  away: { team: [{ ...elena, presence: "away" }] },
  confirming: { stage: { ...waiting, confirming: true } },
  "confirming-after-reload": { stage: { ...waiting, place: null, confirming: true } },
  undelivered: { stage: { ...waiting, undelivered: 2 }, connection: "offline" },
  "first-message-nobody": {
    team: [nobody],
    stage: { ...waiting, place: null, confirming: true, absence: "yet" },
    chat: { ...talk, name: room.name, messages: [] },
  },
  writing: { chat: { ...talk, draft: "Yes, and I also wanted to ask whether" } },
  "writing-call": {
    stage: inCall,
    team: [{ ...elena, presence: "on_call" }],
    chat: { ...talk, draft: "I am on my way" },
  },
  "not-first": { chat: { ...talk, writing: "not_first", messages: [] } },
  call: { stage: inCall, team: [{ ...elena, presence: "on_call" }] },
  "call-portal": {
    stage: { ...inCall, call: { id: "c1", url: null } },
    team: [{ ...elena, presence: "on_call" }],
  },
  ended: { ...ended("call_ended"), chat: { ...talk, ...gone } },
  "ended-undelivered": {
    ...ended("expired"),
    chat: { ...talk, ...gone, departure: "expired", messages: mirrored(failed) },
  },
  "ended-removed": { ...ended("removed", false), chat: null },
  "ended-bare": { ...ended("left"), chat: null },
  replaced: { ...over({ stage: "replaced" }), chat: null },
  "blocked-crypto": { ...over({ stage: "blocked", problem: { code: "crypto_missing" } }), chat: null },
  "blocked-token": { ...over({ stage: "blocked", problem: { code: "token_expired" } }), chat: null },
  "blocked-other": { ...over({ stage: "blocked", problem: { code: "other" } }), chat: null },
  "blocked-version": { ...over({ stage: "blocked", problem: { code: "version_unsupported" } }), chat: null },
  minimized: { panel: "minimized", chat: { ...talk, state: "minimized" }, unread: 2 },
  "minimized-slow": { panel: "minimized", chat: { ...talk, state: "minimized" }, connection: "slow" },
  "minimized-call": {
    panel: "minimized",
    stage: inCall,
    team: [{ ...elena, presence: "on_call" }],
    chat: { ...talk, state: "minimized" },
  },
  "minimized-before": { panel: "minimized", stage: checkIn, chat: null },
};

/** As a page of its own. */
const alone: Readonly<Record<string, Partial<PatientModel>>> = {
  alone: { team: [late] },
  "alone-call": { stage: inCall, team: [{ ...elena, presence: "on_call" }] },
  "alone-offline": { connection: "offline" },
  "alone-unreached": { stage: { stage: "entering" }, chat: null, connection: "unreached" },
  "alone-ended": {
    ...ended("left"),
    chat: { ...talk, ...gone, departure: "left" },
  },
  "alone-long-names": {
    room: longNamed,
    team: [longNamed],
    chat: { ...talk, name: longNamed.name },
  },
  "alone-nobody": {
    team: [nobody],
    stage: { ...waiting, place: 1, absence: "yet", undelivered: 2 },
    chat: { ...talk, name: room.name, messages: unsent, waits: true },
  },
  "alone-minimized": { chat: { ...talk, state: "minimized" } },
  "alone-closed": { chat: null, unread: 3 },
  "alone-first-message": { chat: { ...talk, messages: [] } },
  "alone-check-in": { stage: checkIn, chat: null },
};

/** As a browser that lets no page sound before somebody has pressed something: headless ones differ. */
class SilentAudio {
  readonly state = "suspended";
  readonly resume = () => Promise.reject(new Error("not allowed"));
}
Object.assign(globalThis, { AudioContext: SilentAudio });

export const patientStates: Readonly<Record<string, () => Promise<VNode>>> = {
  ...states(models, EmbeddedPanel, () => import("../src/app/patient/view/embedded.css")),
  ...states(alone, StandalonePage, () => import("../src/app/patient/view/standalone.css")),
  "patient-check-in-elsewhere": elsewhere({}),
  "patient-check-in-elsewhere-called": elsewhere({ state: "called", unread: talk.messages.slice(0, 1) }),
  "patient-check-in-elsewhere-failed": elsewhere({ leaving: "failed" }),
  "patient-failed": async () => {
    await import("../src/app/patient/view/embedded.css");
    return <Failure onClose={() => undefined} />;
  },
};

const otherWait: OtherWait = {
  room: "dr-other",
  name: longNamed.name,
  state: "waiting",
  place: 2,
  unread: [],
  leaving: "no",
};

/** What stands above the form of a check-in. */
function elsewhere(more: Partial<OtherWait>) {
  return async () => {
    await import("../src/app/patient/view/embedded.css");
    const { OtherVisitNotice, withTexts } = await import("../src/app/patient/view/Elsewhere");
    await withTexts();
    const actions = { onGo: () => undefined, onLeave: () => undefined };
    return (
      <main class="patient embedded">
        <h1 class="unseen">{room.name}</h1>
        <div class="stage">
          <OtherVisitNotice wait={{ ...otherWait, ...more }} {...actions} />
        </div>
      </main>
    );
  };
}

function states(from: typeof models, view: PatientView, wear: () => Promise<unknown>) {
  return Object.fromEntries(
    Object.entries(from).map(([name, more]) => [
      `patient-${name}`,
      async () => {
        await wear();
        const { withTexts } = await import("../src/app/patient/view/SoundSwitch");
        await withTexts(); // so that it is drawn with the rest
        await import("../src/app/patient/view/Meanwhile"); // as is this
        return <Patient view={view} first={{ ...base, ...more }} />;
      },
    ]),
  );
}

function Patient({ view, first }: { readonly view: PatientView; readonly first: PatientModel }) {
  const [model, setModel] = useState(first);
  const change = (more: Partial<ChatModel>) =>
    setModel((old) => ({ ...old, chat: old.chat === null ? null : { ...old.chat, ...more } }));
  const panel = (state: "open" | "minimized") => {
    setModel((old) => ({ ...old, panel: state }));
    change({ state });
  };
  const actions: PatientActions = {
    minimize: () => panel("minimized"),
    expand: () => panel("open"),
    close: () => setModel((old) => ({ ...old, chat: null, panel: "closed" })),
    open: () => setModel((old) => ({ ...old, chat: talk })),
    send: (_, text) => (text.trim() === "" ? "message_empty" : (change({ draft: "" }), null)),
    setDraft: (_, draft) => change({ draft }),
    setSound: (sound) =>
      setModel((old) => (old.stage.stage === "visiting" ? { ...old, stage: { ...old.stage, sound } } : old)),
    checkIn: () => setModel((old) => ({ ...old, stage: waiting, chat: talk })),
    leave: () => {
      setModel((old) => ({ ...old, ...ended("left") }));
      return Promise.resolve();
    },
    takeBack: () => setModel((old) => ({ ...old, stage: waiting, connection: "online" })),
    restart: () => setModel((old) => ({ ...old, stage: checkIn, connection: "online", chat: null })),
  };
  const tools = <LanguageMenu onChoose={() => undefined} />;
  const shown = view === StandalonePage ? { ...clinic, ...harbor } : clinic;
  return <PatientApp view={view} model={model} actions={actions} clinic={shown} tools={tools} />;
}
