/**
 * Ends of visits that can be undone on this page. The server counts the time and ends the visit by itself; the page tells a server
 * that was restarted meanwhile again, with what is left of the time, and never twice the same server. An end that no server has
 * taken soon after its time, or whose visit is in another call by then, is given up: nobody expects it any more.
 */
import { signal } from "@preact/signals-core";
import type { Answer } from "../live/connection";
import type { EndingView, ProviderCommand, QueueVisit } from "../protocol/types";
import type { Departure } from "../ui/model";
import type { Queue } from "./waiting";

export type EndReason = EndingView["reason"];

/** How long an end can be undone: until when, by `performance.now()`, and how long that was at first. In milliseconds. */
export interface UndoTime {
  readonly until: number;
  readonly within: number;
}

/** What became of an end instead. `code`: `too_late` (to undo it), or of a visit that goes on: `not_told`, or why the server refused it. */
export interface EndNote {
  readonly visit: string;
  /** As it was known when the end was asked for. */
  readonly name: string | null;
  readonly reason: EndReason;
  readonly code: string;
}

interface Pending extends UndoTime {
  readonly reason: EndReason;
  readonly name: string | null;
  /** The call that the visit was in when its end was asked for. */
  readonly call: string | null;
  /** The server has the end. */
  readonly told: boolean;
  /** Whether Undo is offered still. */
  readonly open: boolean;
  /** Undo was pressed; the server may not know yet. */
  readonly undone: boolean;
}

type Send = (command: ProviderCommand) => Promise<Answer>;

const RETRY_AFTER = 1_000; // ms
const GIVE_UP_AFTER = 30_000; // ms after the time to undo
/** What says nothing of the visit: to be tried again. */
const PASSING: ReadonlySet<string> = new Set(["too_many", "server_error", "not_ready", "timeout"]);

/** What says nothing of it either: the next snapshot does, or the visit's page, which a restarted server waits for. */
const LATER: ReadonlySet<string> = new Set(["offline", "visit_unknown"]);

export const TOO_LATE = "too_late";

export class Endings {
  readonly #pending = signal<ReadonlyMap<string, Pending>>(new Map());
  /** What was dismissed although the end can still be undone: the messages, by visit. */
  readonly #dismissed = signal<ReadonlyMap<string, ReadonlySet<string>>>(new Map());
  readonly #notes = signal<ReadonlyMap<string, EndNote>>(new Map());
  /** How many commands about a visit have no answer yet. */
  readonly #asking = new Map<string, number>();
  #queue: Queue = new Map();

  constructor(
    private readonly page: string,
    private readonly send: Send,
  ) {}

  /** Whether a visit counts as over here: its end was asked for on some page, and not undone. */
  isEnding({ id, ending }: QueueVisit): boolean {
    const pending = this.#pending.value.get(id);
    return pending === undefined ? ending != null : !pending.undone;
  }

  /** How the visit ends; null for one that does not. */
  reasonOf(visit: QueueVisit): EndReason | null {
    if (!this.isEnding(visit)) return null;
    return this.#pending.value.get(visit.id)?.reason ?? visit.ending?.reason ?? null;
  }

  /** Until when the end of a visit can be undone here; null where it cannot. */
  undoOf(visit: string): UndoTime | null {
    const pending = this.#pending.value.get(visit);
    return pending?.open === true && !pending.undone ? pending : null;
  }

  /** Whether all of these messages were dismissed. */
  isDismissed(visit: string, ids: readonly string[]): boolean {
    const dismissed = this.#dismissed.value.get(visit);
    return dismissed !== undefined && ids.every((id) => dismissed.has(id));
  }

  /** What people have to know of ends that are over. */
  get notes(): readonly EndNote[] {
    return [...this.#notes.value.values()];
  }

  /** Whether a server has yet to hear of an end or an Undo. Closing the page loses that. */
  get isUntold(): boolean {
    return [...this.#pending.value].some(
      ([visit, { told, undone }]) => this.#queue.has(visit) && (undone || !told),
    );
  }

  /** Ends a visit so that it can be undone for `within` milliseconds. */
  end(visit: string, name: string | null, reason: EndReason, within: number): void {
    const until = performance.now() + within;
    const call = this.#queue.get(visit)?.call?.id ?? null;
    const pending = { reason, name, call, within, until, told: false, open: true, undone: false };
    this.#notes.value = without(this.#notes.value, visit);
    this.#set(visit, pending);
    this.#closeInTime(visit);
    setTimeout(() => this.#giveUp(visit), within + GIVE_UP_AFTER);
    void this.#sendEnd(visit, pending);
  }

  /** Takes an end back; of one that is over, what is said of it goes. */
  undo(visit: string): void {
    const pending = this.#pending.value.get(visit);
    this.#notes.value = without(this.#notes.value, visit);
    if (pending === undefined) return;
    this.#set(visit, { ...pending, undone: true });
    this.#dismissed.value = without(this.#dismissed.value, visit);
    void this.#sendUndo(visit);
  }

  /** These messages are to be erased once the visit has ended. */
  dismiss(visit: string, ids: readonly string[]): void {
    this.#dismissed.value = new Map(this.#dismissed.value).set(visit, new Set(ids));
  }

  /** The ends of these visits cannot be undone any more: another call begins. */
  commit(visits: readonly string[]): void {
    const now = performance.now();
    for (const visit of visits) {
      const pending = this.#pending.value.get(visit);
      if (pending?.undone === false)
        this.#set(visit, { ...pending, open: false, until: Math.min(now, pending.until) });
    }
  }

  /** The visits that end on this page's word. */
  get visits(): readonly string[] {
    return [...this.#pending.value.keys()];
  }

  /** What the server says of the visits now. */
  onQueue(queue: Queue): void {
    this.#queue = queue;
    for (const visit of this.#dismissed.value.keys())
      if (queue.has(visit) && !this.#isEndingNow(visit))
        this.#dismissed.value = without(this.#dismissed.value, visit);
    for (const visit of this.#pending.value.keys()) this.#compare(visit);
  }

  /**
   * A visit is over, or missing for so long that it counts as such. `certain`: by the server's word. Without that the end, and what is
   * said of it, is kept, for the visit may come back by its ticket.
   */
  onLeft(visit: string, reason: Departure, certain: boolean): void {
    const pending = this.#pending.value.get(visit);
    this.#dismissed.value = without(this.#dismissed.value, visit);
    const note = this.#notes.value.get(visit);
    if (certain && (note?.code !== TOO_LATE || reason !== note.reason))
      this.#notes.value = without(this.#notes.value, visit);
    if (pending?.undone === true && (!certain || reason === pending.reason))
      this.#note(visit, pending, TOO_LATE);
    if (certain || pending?.undone === true) this.#forget(visit);
  }

  clear(): void {
    this.#pending.value = new Map();
    this.#dismissed.value = new Map();
    this.#notes.value = new Map();
  }

  /** Where the server says something else than this page wants, it is told; what it is being told counts as said. */
  #compare(visit: string): void {
    const pending = this.#pending.value.get(visit);
    const known = this.#queue.get(visit);
    if (pending === undefined || known === undefined || this.#asking.has(visit)) return;
    const isOurs = known.ending?.page === this.page;
    if (pending.undone)
      void this.#sendUndo(visit); // also where the end is not known of: it may be on its way
    else if (isOurs) this.#setTold(visit, true);
    else if (known.ending != null) this.#forget(visit);
    else this.#compareMissing(visit, pending, known);
  }

  /** The server does not know of the end. */
  #compareMissing(visit: string, pending: Pending, { call }: QueueVisit): void {
    const isInOtherCall = call !== null && call.id !== pending.call;
    this.#setTold(visit, false);
    if (isInOtherCall || isPast(pending)) this.#fail(visit, "not_told");
    else void this.#sendEnd(visit, pending);
  }

  /** With what is left of the time; where nothing is, the visit ends at once. */
  async #sendEnd(visit: string, { reason, until, within }: Pending): Promise<void> {
    const undoWithin = Math.min(within, Math.max(0, Math.ceil(until - performance.now())));
    const answer = await this.#ask(visit, this.#endOf(visit, reason, undoWithin));
    if (answer.type === "accepted") this.#setTold(visit, true);
    else if (PASSING.has(answer.code)) this.#compareSoon(visit);
    else if (!LATER.has(answer.code)) this.#fail(visit, answer.code);
    this.#giveUp(visit);
  }

  async #sendUndo(visit: string): Promise<void> {
    const answer = await this.#ask(visit, { type: "undo_end", visit });
    if (answer.type === "refused" && PASSING.has(answer.code)) this.#compareSoon(visit);
    else if (answer.type === "refused" && LATER.has(answer.code)) return;
    else this.#takeBack(visit, answer);
  }

  /** The server has an answer about an Undo: the end is taken back, or the visit is over. */
  #takeBack(visit: string, answer: Answer): void {
    const pending = this.#pending.value.get(visit);
    if (pending?.undone !== true) return;
    if (answer.type === "refused" && answer.code === "patient_left") this.#note(visit, pending, TOO_LATE);
    this.#forget(visit);
  }

  async #ask(visit: string, command: ProviderCommand): Promise<Answer> {
    this.#asking.set(visit, (this.#asking.get(visit) ?? 0) + 1);
    const answer = await this.send(command);
    const rest = (this.#asking.get(visit) ?? 1) - 1;
    if (rest > 0) this.#asking.set(visit, rest);
    else this.#asking.delete(visit);
    return answer;
  }

  /** A call that the server does not know of any more cannot be ended; the visit can. */
  #endOf(visit: string, reason: EndReason, undoWithin: number): ProviderCommand {
    const isCall = reason === "call_ended" && this.#queue.get(visit)?.call != null;
    return { type: isCall ? "end_call" : "remove_visit", visit, undoWithin };
  }

  #isEndingNow(visit: string): boolean {
    const known = this.#queue.get(visit);
    return known !== undefined && this.isEnding(known);
  }

  /** Some time after the time to undo, where no server is known to have the end, and none is being told. */
  #giveUp(visit: string): void {
    const pending = this.#pending.value.get(visit);
    if (pending === undefined || pending.told || pending.undone || this.#asking.has(visit)) return;
    if (isPast(pending) && this.#queue.has(visit)) this.#fail(visit, "not_told"); // else once it is back
  }

  /** The visit goes on. Who has undone its end is told nothing, nor of a visit that ends by somebody else. */
  #fail(visit: string, code: string): void {
    const pending = this.#pending.value.get(visit);
    if (pending === undefined) return;
    this.#forget(visit);
    if (!pending.undone && code !== "patient_left" && this.#queue.has(visit))
      this.#note(visit, pending, code);
  }

  #note(visit: string, { name, reason }: Pending, code: string): void {
    this.#notes.value = new Map(this.#notes.value).set(visit, { visit, name, reason, code });
  }

  #setTold(visit: string, told: boolean): void {
    const pending = this.#pending.value.get(visit);
    if (pending !== undefined && pending.told !== told) this.#set(visit, { ...pending, told });
  }

  #compareSoon(visit: string): void {
    setTimeout(() => this.#compare(visit), RETRY_AFTER);
  }

  /** Once its time is over the server ends the visit, and nothing is offered any more. */
  #closeInTime(visit: string): void {
    const pending = this.#pending.value.get(visit);
    if (pending === undefined) return;
    const left = pending.until - performance.now();
    if (left > 0) setTimeout(() => this.#closeInTime(visit), left);
    else if (pending.open) this.#set(visit, { ...pending, open: false });
  }

  #set(visit: string, pending: Pending): void {
    this.#pending.value = new Map(this.#pending.value).set(visit, pending);
  }

  #forget(visit: string): void {
    this.#pending.value = without(this.#pending.value, visit);
  }
}

/** Whether nobody expects an end any more that was not brought about yet. */
function isPast({ until }: Pending): boolean {
  return performance.now() >= until + GIVE_UP_AFTER;
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  if (!map.has(key)) return map;
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
