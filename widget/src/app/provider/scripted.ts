/** For tests: a provider's page whose server is the test. */
import { signal } from "@preact/signals-core";
import { afterEach, beforeAll, beforeEach, vi } from "vitest";
import { makePageKeys, type PageKeys } from "../delivery/sealing";
import { browser, ENTERED, OPENING } from "../live/testing";
import type { Hello, ProviderEvent, ProviderSnapshot, QueueVisit } from "../protocol/types";
import { ProviderSession } from "./session";
import { ACCOUNT, ALERTS } from "./testing";
import type { Renewed } from "./token";

/** Of the page; made before a file's first test. */
export let keys: PageKeys;

/** To be called once in a file of tests. */
export function useScriptedServer(): void {
  beforeAll(async () => {
    keys = await makePageKeys();
  });
  beforeEach(() => browser.install());
  afterEach(() => browser.uninstall());
}

export const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

export const ANA: QueueVisit = {
  id: "ana",
  arrivedAt: 1,
  status: "waiting",
  reference: null,
  page: { id: "page-ana", key: "key", connected: true, since: 0 },
  call: null,
  caller: null,
};

export function snapshot(more: Partial<ProviderSnapshot> = {}): ProviderSnapshot {
  return {
    type: "provider_snapshot",
    now: 1,
    tokenExpires: 3_600_000,
    since: 1,
    grace: 45_000,
    room: { slug: "hall", name: "Dr. Rivera", title: "", patientsWriteFirst: true },
    me: { id: "rivera", name: "Dr. Rivera", title: "", photo: null, line: "" },
    account: ACCOUNT,
    page: keys.page,
    visits: [ANA],
    team: [],
    away: null,
    ...more,
  };
}

export function open(renewed: Renewed = { problem: { code: "token_expired" } }) {
  const alerts = { model: signal(ALERTS), actions: { askPermission: vi.fn(), testAlerts: vi.fn() } };
  const renewToken = () => Promise.resolve(renewed);
  const session = new ProviderSession({ room: "hall", token: "token", renewToken, keys, host: null, alerts });
  return { session, model: () => session.model.value };
}

export function hello(): Hello {
  browser.socket.hear(OPENING.replaceAll("patient", "provider"));
  return JSON.parse((browser.socket.sent[0] ?? "").replace("40/provider,", "")) as Hello;
}

export function tell(...events: readonly ProviderEvent[]): void {
  for (const event of events) browser.socket.hear(`42/provider,${JSON.stringify(["event", event])}`);
}

export function letIn(event = snapshot()): Hello {
  const said = hello();
  tell(event);
  browser.socket.hear(ENTERED.replace("patient", "provider"));
  return said;
}

export async function refuse(code: string): Promise<void> {
  hello();
  browser.socket.hear(`44/provider,${JSON.stringify({ message: "No.", data: { code } })}`);
  await wait(0);
}

export async function reconnect(): Promise<void> {
  browser.socket.end();
  await wait(300);
  await browser.answerKnock();
}
