/** A provider's models to start from, and actions that remember what was asked. */
import { vi } from "vitest";
import { NOON, PERSON } from "../../ui/testing";
import type { AccountView, Settings } from "../../protocol/types";
import { OwnAccount } from "../account";
import { ACCOUNT, ALERTS } from "../testing";
import type { Problem, ProviderActions, ProviderModel, QueueRow } from "../../ui/model";

export function row(visit: string, more: Partial<QueueRow> = {}): QueueRow {
  return {
    visit,
    name: visit,
    reference: null,
    arrivedAt: NOON,
    status: "waiting",
    connected: true,
    unread: 0,
    place: 1,
    draft: false,
    call: null,
    tooMany: false,
    mayEndCall: false,
    ...more,
  };
}

export function model(more: Partial<ProviderModel> = {}): ProviderModel {
  return {
    connection: "online",
    blocked: null,
    refused: null,
    room: { name: "Family medicine", title: "" },
    me: PERSON,
    account: ACCOUNT,
    alerts: ALERTS,
    queue: [row("Ana"), row("Ben")],
    left: [],
    ending: [],
    chat: null,
    inCallWith: null,
    ...more,
  };
}

export function makeActions() {
  return {
    minimize: vi.fn<ProviderActions["minimize"]>(),
    expand: vi.fn<ProviderActions["expand"]>(),
    close: vi.fn<ProviderActions["close"]>(),
    send: vi.fn<ProviderActions["send"]>(),
    setDraft: vi.fn<ProviderActions["setDraft"]>(),
    openChat: vi.fn<ProviderActions["openChat"]>(),
    dismiss: vi.fn<ProviderActions["dismiss"]>(),
    startCall: vi.fn<ProviderActions["startCall"]>().mockResolvedValue(null),
    endCall: vi.fn<ProviderActions["endCall"]>().mockResolvedValue(null),
    remove: vi.fn<ProviderActions["remove"]>().mockResolvedValue(null),
    undo: vi.fn<ProviderActions["undo"]>(),
    setAway: vi.fn<ProviderActions["setAway"]>().mockResolvedValue(null),
    setLine: vi.fn<ProviderActions["setLine"]>().mockResolvedValue(null),
    setProfile: vi.fn<ProviderActions["setProfile"]>().mockResolvedValue(null),
    setPhoto: vi.fn<ProviderActions["setPhoto"]>().mockResolvedValue(null),
    changeSettings: vi.fn<ProviderActions["changeSettings"]>().mockResolvedValue(null),
    setPassword: vi.fn<ProviderActions["setPassword"]>().mockResolvedValue(null),
    askPermission: vi.fn<ProviderActions["askPermission"]>(),
    testAlerts: vi.fn<ProviderActions["testAlerts"]>(),
    signOutEverywhere: vi.fn<ProviderActions["signOutEverywhere"]>().mockResolvedValue(null),
  };
}

/** An account whose settings change as on a real page; `save` is what the server would be asked. */
export function keepAccount(actions: ReturnType<typeof makeActions>, account: AccountView = ACCOUNT) {
  const save = vi.fn<(settings: Settings) => Promise<Problem | null>>().mockResolvedValue(null);
  const own = new OwnAccount(save);
  own.set(account);
  actions.changeSettings.mockImplementation((more) => own.change(more));
  return { save, view: own.view };
}
