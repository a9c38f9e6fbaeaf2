import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { ChatModel, Departure, PatientActions, PatientModel, PatientStage } from "../src/app/ui/model";
import { LanguageMenu } from "../src/app/patient/view/LanguageMenu";
import { EmbeddedPanel } from "../src/app/patient/view/EmbeddedPanel";
import { PatientApp } from "../src/app/patient/view/PatientApp";
import { Failure } from "../src/app/ui/Failure";
import type { PatientView } from "../src/app/patient/view/props";
import { StandalonePage } from "../src/app/patient/view/StandalonePage";
import { chat, conversation, elena, failed, longNamed, many, minutesAgo, mirrored, unruly } from "./fixtures";

const room = { name: "Dr. Elena Rivera", title: "Family medicine" };
const late = { ...elena, line: "Running 10 minutes late. Sorry about that!" };
const waiting: PatientStage = {
  stage: "visiting",
  arrivedAt: minutesAgo(12),
  status: "waiting",
  place: 3,
  confirming: false,
  call: null,
  undelivered: 0,
};
const call = { id: "c1", url: "https://video.example/c1" };
const inCall: PatientStage = { ...waiting, status: "in_call", place: null, call };
const checkIn: PatientStage = { stage: "check_in", passcode: false, busy: false, problem: null };
const talk = chat(elena.name, { messages: mirrored(conversation) });
const gone: Partial<ChatModel> = { writing: "gone", departure: "call_ended" };

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
  nobody: { team: [], chat: { ...talk, name: room.name, messages: [] } },
  away: { team: [{ ...elena, presence: "away" }] },
  confirming: { stage: { ...waiting, confirming: true } },
  "confirming-after-reload": { stage: { ...waiting, place: null, confirming: true } },
  undelivered: { stage: { ...waiting, undelivered: 2 }, connection: "offline" },
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
  "minimized-before": { panel: "minimized", stage: checkIn, chat: null },
};

/** As a page of its own. */
const alone: Readonly<Record<string, Partial<PatientModel>>> = {
  alone: { team: [late] },
  "alone-call": { stage: inCall, team: [{ ...elena, presence: "on_call" }] },
  "alone-offline": { connection: "offline" },
  "alone-ended": {
    ...ended("left"),
    chat: { ...talk, ...gone, departure: "left" },
  },
  "alone-long-names": {
    room: longNamed,
    team: [longNamed],
    chat: { ...talk, name: longNamed.name },
  },
  "alone-minimized": { chat: { ...talk, state: "minimized" } },
  "alone-closed": { chat: null, unread: 3 },
  "alone-check-in": { stage: checkIn, chat: null },
};

export const patientStates: Readonly<Record<string, () => Promise<VNode>>> = {
  ...states(models, EmbeddedPanel, () => import("../src/app/patient/view/embedded.css")),
  ...states(alone, StandalonePage, () => import("../src/app/patient/view/standalone.css")),
  "patient-failed": async () => {
    await import("../src/app/patient/view/embedded.css");
    return <Failure onClose={() => undefined} />;
  },
};

function states(from: typeof models, view: PatientView, wear: () => Promise<unknown>) {
  return Object.fromEntries(
    Object.entries(from).map(([name, more]) => [
      `patient-${name}`,
      async () => {
        await wear();
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
    checkIn: () => setModel((old) => ({ ...old, stage: waiting, chat: talk })),
    leave: () => {
      setModel((old) => ({ ...old, ...ended("left") }));
      return Promise.resolve();
    },
    takeBack: () => setModel((old) => ({ ...old, stage: waiting, connection: "online" })),
    restart: () => setModel((old) => ({ ...old, stage: checkIn, connection: "online", chat: null })),
  };
  const tools = <LanguageMenu onChoose={() => undefined} />;
  return <PatientApp view={view} model={model} actions={actions} tools={tools} />;
}
