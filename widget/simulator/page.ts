/** The code of a simulated page: a session as `start.tsx` and `main.tsx` start it, without texts, views and alerts. */
import { effect, signal } from "@preact/signals-core";
import { awaitHost } from "../src/bridge/frame";
import { idOf } from "../src/app/delivery/courier";
import { makePageKeys, type PageKeys } from "../src/app/delivery/sealing";
import type { PageConfig } from "../src/app/page";
import { serve as servePatient } from "../src/app/patient/hostReports";
import { PatientSession } from "../src/app/patient/session";
import { serve as serveProvider } from "../src/app/provider/hostReports";
import { watchIdle } from "../src/app/provider/idle";
import type { Caps } from "../src/app/provider/intake";
import { ProviderSession, type ProviderOptions } from "../src/app/provider/session";
import { tie } from "../src/app/session/lifecycle";
import type { AlertsModel } from "../src/app/ui/model";
import type { SessionLook } from "./protocol";
import { Trace } from "./trace";

export interface StartOptions {
  readonly config: PageConfig;
  /** Whether a host page embeds this page. */
  readonly embedded: boolean;
  /** The first token of a provider's standalone page, and how it gets another one. */
  readonly token: string | null;
  readonly renewToken: ProviderOptions["renewToken"];
  /** Of a provider's page. */
  readonly caps: Caps | null;
}

export interface RunningPage {
  /** Call one of the session's actions. */
  act(name: string, args: readonly unknown[]): unknown;
  /** No-op on a patient's page. */
  setIdle(idle: boolean): void;
  look(): SessionLook;
}

const SHOWN = signal(true);
const ALERTS = {
  model: signal<AlertsModel>({ sound: "unsupported", desktop: "unsupported", discreet: true }),
  actions: { askPermission: () => undefined, testAlerts: () => undefined },
};

export async function start(options: StartOptions): Promise<RunningPage> {
  return options.config.role === "patient" ? startPatient(options) : startProvider(options);
}

async function startPatient({ config, embedded }: StartOptions): Promise<RunningPage> {
  const [host, keys] = await Promise.all([embedded ? awaitHost(config.origins) : null, makePageKeys()]);
  const session = new PatientSession({ config, host, keys });
  tie(session, SHOWN, () => undefined);
  if (host !== null) servePatient(host, session, config, (state) => host.report({ type: "layout", state }));
  return { ...running(session, keys), setIdle: () => undefined };
}

async function startProvider(options: StartOptions): Promise<RunningPage> {
  const { config, embedded, token, renewToken, caps } = options;
  const [host, keys] = await Promise.all([embedded ? awaitHost(config.origins) : null, makePageKeys()]);
  const session = new ProviderSession({
    room: config.room,
    token: host === null ? token : host.options.token,
    renewToken: host === null ? renewToken : async () => orExpired(await host.renewToken()),
    host,
    alerts: ALERTS,
    keys,
    ...(caps !== null && { caps }),
  });
  watchIdle((idle) => session.setIdle(idle));
  tie(session, SHOWN, () => undefined);
  if (host !== null) serveProvider(host, session);
  return { ...running(session, keys), setIdle: (idle) => session.setIdle(idle) };
}

function orExpired(token: string | null): Awaited<ReturnType<ProviderOptions["renewToken"]>> {
  return token === null ? { problem: { code: "token_expired" } } : { token };
}

type Action = (...args: readonly unknown[]) => unknown;

function running(session: PatientSession | ProviderSession, keys: PageKeys): Omit<RunningPage, "setIdle"> {
  const trace = new Trace();
  effect(() => trace.note(session.desk.chat.value));
  const actions = new Map(Object.entries<unknown>({ ...session.actions }) as Iterable<[string, Action]>);
  return {
    act(name, args) {
      const action = actions.get(name);
      if (action === undefined) throw new Error(`no action ${name}`);
      return action(...args);
    },
    look: () => look(session, keys, trace),
  };
}

/** Rejects maps and sets at compile time: JSON would lose their contents. */
type Plain<Value> = Value extends ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>
  ? never
  : Value extends object
    ? { readonly [Key in keyof Value]: Plain<Value[Key]> }
    : Value;

function asJson<Value>(value: Value & Plain<Value>): Value {
  return value;
}

function look({ model, desk }: PatientSession | ProviderSession, keys: PageKeys, trace: Trace): SessionLook {
  const { box, newFrom, conversations } = desk.chat.value;
  const lines = [...desk.courier.lines];
  return {
    model: asJson(model.value),
    conversations: [...conversations.values()].map(({ visit, present, draft, messages }) => ({
      visit,
      present,
      draft,
      messages: messages.map(({ id, direction, text, status, by }) => ({ id, direction, text, status, by })),
    })),
    box,
    newFrom,
    had: trace.had.take(),
    shown: trace.shown.take(),
    page: keys.page,
    lines: Object.fromEntries(lines.map(({ peer, epoch }) => [idOf(peer), epoch])),
    waiting: lines.reduce((sum, { waiting }) => sum + waiting, 0),
    late: desk.news.flatMap(({ peer, contents }) =>
      contents.flatMap((each) =>
        each.type === "message" ? [{ visit: peer.visit, side: peer.side, text: each.text }] : [],
      ),
    ),
  };
}
