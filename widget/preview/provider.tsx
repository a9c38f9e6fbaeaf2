import { useState } from "preact/hooks";
import { ACCOUNT, ALERTS } from "../src/app/provider/testing";
import type { ChatModel, EndingRow, ProviderActions, ProviderModel, QueueRow } from "../src/app/ui/model";
import { ProviderApp } from "../src/app/provider/view/ProviderApp";
import { chat, conversation, elena, failed, longNamed, many, minutesAgo, unruly } from "./fixtures";

function row(visit: string, name: string | null, minutes: number, more: Partial<QueueRow> = {}): QueueRow {
  const rest = {
    reference: null,
    status: "waiting",
    connected: true,
    unread: 0,
    place: null,
    draft: false,
    call: null,
    tooMany: false,
    mayEndCall: false,
  } as const;
  return { visit, name, arrivedAt: minutesAgo(minutes), ...rest, ...more };
}

/** Rows with the places that patients have. */
function inLine(rows: readonly QueueRow[]): readonly QueueRow[] {
  const waiting = rows.filter(({ status }) => status === "waiting");
  return rows.map((each) => ({ ...each, place: waiting.indexOf(each) + 1 || null }));
}

const queue = inLine([
  row("ana", "Ana Diaz", 72, {
    status: "in_call",
    reference: "HS-20418",
    call: { id: "c1", url: "https://video.example/c1" },
    mayEndCall: true,
  }),
  row("ben", "Benjamin Featherstonehaugh-Cholmondeley", 24, { unread: 3 }),
  row("chi", "Chiamaka Okonkwo", 12, { connected: false, reference: "HS-20431" }),
  row("dov", "דוב לוי", 3, { unread: 12, draft: true }),
  row("new", null, 0),
]);

/** A hurried provider's queue: names long and short, of several scripts, and everything that a row can say. */
const twelve = inLine([
  row("ana", "Ana Diaz", 34, { reference: "HS-20391" }),
  row("ben", "Benjamin Okonkwo-Fitzgerald", 22, { unread: 2 }),
  row("car", "Carla Nunes", 19, { status: "in_call", mayEndCall: true, call: { id: "c1", url: null } }),
  row("dmi", "Dmitri Volkov", 17, { draft: true, reference: "HS-88120" }),
  row("eun", "Eun-ji Park", 14),
  row("fat", "فاطمة الزهراء بنت يوسف", 12, { unread: 1 }),
  row("gra", "Grace Lee", 11, { connected: false }),
  row("hen", "Henrik Sørensen", 9),
  row("ine", "Ines Moreau", 7, { unread: 13, tooMany: true }),
  row("joa", "Joaquín Pérez Villanueva de la Fuente", 5),
  row("kav", "Kavita Rao", 3),
  row("lia", "Liam O’Connor", 0),
]);

const forty = inLine(
  [0, 1, 2, 3]
    .flatMap((round) => twelve.map((each) => ({ ...each, visit: `${each.visit}${round}` })))
    .slice(0, 40)
    .map(({ visit, name, unread, draft }, at) => row(visit, name, 80 - 2 * at, { unread, draft })),
);

/** The end of a visit that can be undone; its time does not run, so that pictures are alike. */
function ended(visit: string, name: string, departure: EndingRow["departure"]): EndingRow {
  return { visit, name, departure, undo: { until: performance.now() + 6e8, within: 1e9 }, problem: null };
}

const OWN = { ...ACCOUNT, email: "rivera@clinic.example", password: true };

export const base: ProviderModel = {
  connection: "online",
  blocked: null,
  refused: null,
  room: { name: "Dr. Elena Rivera", title: "Family medicine" },
  me: elena,
  account: OWN,
  alerts: ALERTS,
  queue,
  left: [],
  ending: [],
  chat: null,
  inCallWith: "ana",
};

const talk = chat("Ana Diaz");
const models: Readonly<Record<string, Partial<ProviderModel>>> = {
  queue: {},
  undo: { queue: queue.slice(1), ending: [ended("eve", "Evelyn Tran", "removed")], inCallWith: null },
  "undo-several": {
    queue: [],
    ending: [ended("eve", "Evelyn Tran", "removed"), ended("ana", "Ana Diaz", "call_ended")],
    chat: { ...talk, departure: "call_ended", writing: "gone" },
    inCallWith: null,
  },
  left: { left: [{ visit: "eve", name: "Evelyn Tran", unread: 2 }] },
  busy: {
    queue: inLine(Array.from({ length: 24 }, (_, at) => row(`v${at}`, `Patient ${at + 1}`, 48 - 2 * at))),
  },
  "long-names": {
    room: longNamed,
    me: { ...longNamed, line: "Running 10 minutes late. ".repeat(6) },
    chat: { ...chat(longNamed.name), typing: true },
  },
  twelve: { queue: twelve, inCallWith: "car", left: [{ visit: "mir", name: "Mira Stein", unread: 1 }] },
  "twelve-chat": {
    queue: twelve,
    inCallWith: "car",
    chat: chat("Benjamin Okonkwo-Fitzgerald", { visit: "ben" }),
    me: { ...elena, line: "Running 10 minutes late" },
  },
  forty: { queue: forty, inCallWith: null, chat: chat("Ana Diaz", { visit: "ana0" }) },
  empty: { queue: [], inCallWith: null },
  loading: { room: null, me: null, queue: [], connection: "connecting" },
  blocked: { blocked: { code: "token_expired" } },
  "blocked-version": { blocked: { code: "version_unsupported" } },
  "alerts-blocked": { alerts: { sound: "locked", desktop: "default", discreet: false } },
  offline: { connection: "offline", chat: talk },
  slow: { connection: "slow", chat: talk },
  unreached: { room: null, me: null, queue: [], connection: "unreached" },
  "chat-first": { chat: { ...talk, messages: [] } },
  "chat-unread": { chat: { ...talk, newFrom: conversation[6]?.id ?? null } },
  "chat-many": { chat: { ...talk, messages: many, newFrom: many[40]?.id ?? null } },
  "chat-too-many": { chat: talk, queue: queue.map((each) => ({ ...each, tooMany: each.visit === "ana" })) },
  "chat-unruly": { chat: { ...talk, messages: unruly } },
  chat: { chat: { ...talk, typing: true }, me: { ...elena, line: "Running 10 minutes late" } },
  minimized: { chat: { ...talk, state: "minimized" } },
  gone: {
    chat: { ...talk, messages: failed, departure: "left", writing: "gone", draft: "Are you still" },
    queue: queue.slice(1),
    inCallWith: null,
  },
  long: { chat: { ...talk, draft: "x".repeat(4012) } },
};

export const providerStates = Object.fromEntries(
  Object.entries(models).map(([name, more]) => [
    `provider-${name}`,
    async () => {
      await import("../src/app/provider/view/provider.css");
      return <Provider first={{ ...base, ...more }} />;
    },
  ]),
);

interface Props extends Pick<Parameters<typeof ProviderApp>[0], "clinic" | "tools"> {
  readonly first: ProviderModel;
}

export function Provider({ first, ...around }: Props) {
  const [model, setModel] = useState(first);
  const set = (more: Partial<ProviderModel>) => setModel((old) => ({ ...old, ...more }));
  const change = (more: Partial<ChatModel>) =>
    setModel((old) => ({ ...old, chat: old.chat === null ? null : { ...old.chat, ...more } }));
  const nameOf = (visit: string) => queue.find((each) => each.visit === visit)?.name ?? "New patient";
  const refuse = () => Promise.resolve({ code: "not_allowed" });
  const me = model.me ?? elena;
  const actions: ProviderActions = {
    minimize: () => change({ state: "minimized" }),
    expand: () => change({ state: "open" }),
    close: () => set({ chat: null }),
    openChat: (visit) => set({ chat: chat(nameOf(visit), { visit }) }),
    send: (_, text) => (text.length > 4000 ? "message_too_long" : (change({ draft: "" }), null)),
    setDraft: (_, draft) => change({ draft }),
    dismiss: () => set({ left: [] }),
    startCall: refuse,
    endCall: refuse,
    undo: () => undefined,
    remove: (visit) => (
      set({ queue: model.queue.filter((each) => each.visit !== visit) }),
      Promise.resolve(null)
    ),
    setAway: (away) => (set({ me: { ...me, presence: away ? "away" : "online" } }), Promise.resolve(null)),
    setLine: (line) => (set({ me: { ...me, line } }), Promise.resolve(null)),
    setProfile: (name, title) => (set({ me: { ...me, name, title } }), Promise.resolve(null)),
    setPhoto: (photo) => (set({ me: { ...me, photo } }), Promise.resolve(null)),
    changeSettings: (more) => {
      const settings = { ...(model.account ?? ACCOUNT).settings, ...more };
      set({ account: { ...ACCOUNT, settings } });
      return Promise.resolve(null);
    },
    setPassword: refuse,
    signOutEverywhere: refuse,
    askPermission: () => undefined,
    testAlerts: () => undefined,
  };
  return <ProviderApp model={model} actions={actions} {...around} />;
}
