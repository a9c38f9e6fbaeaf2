/**
 * A visit to another room that the tab keeps. It goes on behind this room's check-in with a session of its own, so staff reach the
 * patient as ever: a call is noticed and messages are taken. None of them counts as read, since nobody sees them.
 */
import { computed, effect, signal, type ReadonlySignal } from "@preact/signals-core";
import type { HostLink } from "../../bridge/frame";
import type { Message } from "../chatbox";
import { makePageKeys } from "../delivery/sealing";
import { tie } from "../session/lifecycle";
import type { PatientModel } from "../ui/model";
import { isOnline } from "../ui/online";
import { discardTicket, recall } from "./keepsake";
import { OWN } from "./model";
import { PatientSession, type PatientOptions } from "./session";

/** How long a visit that is to be left may take to be connected again, or taken over from another page, in milliseconds. */
const READY_WITHIN = 5_000;

export interface OtherWait {
  readonly room: string;
  /** Whom the patient waits for. */
  readonly name: string;
  /** `over`: the visit has ended, and there are messages that nobody has seen. */
  readonly state: "waiting" | "called" | "over";
  readonly place: number | null;
  readonly unread: readonly Message[];
  /** `failed`: the visit could not be left. */
  readonly leaving: "no" | "busy" | "failed";
}

/** The one of this page; null while there is none. */
export const otherVisit = signal<OtherVisit | null>(null);

export class OtherVisit {
  /** Null while there is nothing to tell. */
  readonly model: ReadonlySignal<OtherWait | null>;
  readonly #leaving = signal<OtherWait["leaving"]>("no");
  readonly #session: PatientSession;

  constructor(private readonly options: PatientOptions) {
    this.#session = new PatientSession(options);
    tie(this.#session, signal(false), () => undefined);
    document.addEventListener("visibilitychange", () => this.#session.wake());
    let state: OtherWait["state"] | null = null;
    this.model = computed(() => {
      state = stateOf(this.#session.model.value, state);
      const { unread } = this;
      if (state === null || (state === "over" && unread.length === 0)) return null;
      const { stage } = this.#session.model.value;
      const place = stage.stage === "visiting" ? stage.place : null;
      const { room, roomInfo } = options.config;
      return { room, name: roomInfo.name, state, place, unread, leaving: this.#leaving.value };
    });
  }

  /** The call that goes on. */
  get call(): string | null {
    const { stage } = this.#session.model.value;
    return stage.stage === "visiting" ? (stage.call?.id ?? null) : null;
  }

  /** Messages that nobody has seen. */
  get unread(): readonly Message[] {
    const messages = this.#session.desk.chat.value.conversations.get(OWN)?.messages ?? [];
    return messages.filter(({ direction, status }) => direction === "received" && status !== "read");
  }

  /** Ends the visit on the server. What cannot be ended is kept. */
  async leave(): Promise<void> {
    const { model, actions } = this.#session;
    const at = () => model.value.stage.stage;
    const isReady = () => at() === "visiting" && isOnline(model.value.connection);
    this.#leaving.value = "busy";
    this.#session.wake(); // which looks for the server at once
    if (at() === "replaced") actions.takeBack();
    await until(() => isReady() || at() === "ended", READY_WITHIN);
    if (isReady()) await actions.leave();
    this.#leaving.value = at() === "ended" ? "no" : "failed";
  }

  /** The patient is in another line now: one that could not be left ends there after the grace. */
  async giveUp(): Promise<void> {
    await this.leave();
    discardTicket(this.options.config.room);
    this.erase();
  }

  /** Erases what was said. */
  erase(): void {
    otherVisit.value = null;
    this.#session.wipe();
  }
}

type Front = Pick<PatientSession, "model" | "actions">;

let begun = false;

/** Takes the visit to `room` up behind a check-in, which makes way for a call as the panel of that room would. */
export async function takeUp(
  room: string,
  front: Front,
  { config, host, ring }: Omit<PatientOptions, "keys">,
): Promise<void> {
  const kept = recall(room);
  if (begun || kept === null) return;
  begun = true;
  const keys = await makePageKeys();
  const roomInfo = { ...config.roomInfo, name: kept.host ?? room };
  const visit = new OtherVisit({
    config: { ...config, room, roomInfo },
    keys,
    host: null,
    behind: true,
    ...(ring && { ring }),
  });
  otherVisit.value = visit;
  if (host !== null) reportTo(host, visit, front, room);
  follow(visit, front, kept.call ?? null);
}

/** @param shown the call that has opened a panel before */
function follow(visit: OtherVisit, { model, actions }: Front, shown: string | null): void {
  let seen = 0;
  computed(() => visit.call).subscribe((call) => {
    if (call !== null && call !== shown) actions.open();
    shown = call ?? shown;
  });
  computed(() => visit.unread.length).subscribe((count) => {
    if (count > seen) actions.expand();
    seen = count;
  });
  computed(() => isIn(model.value)).subscribe((now) => {
    if (now) void visit.giveUp();
  });
}

/**
 * The launcher tells of the visit that there is, and the page around takes it up again on a reload. From when the patient is in the
 * line in front, that one speaks for itself.
 */
function reportTo(host: HostLink, visit: OtherVisit, { model }: Front, room: string): void {
  const unread = computed(() => model.value.unread + visit.unread.length);
  unread.subscribe((count) => host.report({ type: "unread", count }));
  const state = computed(() => {
    const now = visit.model.value?.state ?? "over";
    return now === "over" ? "none" : now;
  });
  const place = computed(() => visit.model.value?.place ?? null);
  const stop = effect(() => host.report({ type: "visit", state: state.value, place: place.value, room }));
  computed(() => isIn(model.value)).subscribe((now) => {
    if (now) stop();
  });
}

function isIn({ stage }: PatientModel): boolean {
  return stage.stage === "visiting";
}

/** What the session has come to; as `before` while that is not known. */
function stateOf({ stage }: PatientModel, before: OtherWait["state"] | null): OtherWait["state"] | null {
  switch (stage.stage) {
    case "visiting":
      return stage.status === "in_call" ? "called" : "waiting";
    case "replaced":
      return "waiting";
    case "ended":
      return "over";
    default:
      return before;
  }
}

/** Resolves once it is so, or after `within` milliseconds all the same. */
function until(isSo: () => boolean, within: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish(), within);
    const stop = effect(() => {
      if (isSo()) queueMicrotask(() => finish());
    });
    function finish(): void {
      clearTimeout(timer);
      stop();
      resolve();
    }
  });
}
