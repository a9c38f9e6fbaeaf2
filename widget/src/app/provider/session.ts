/** The provider's page at work: what the server says of the room, the conversations, and what the provider does. */
import { batch, computed, signal, type ReadonlySignal } from "@preact/signals-core";
import type { HostLink } from "../../bridge/frame";
import { unreadIds } from "../chatbox";
import type { PageKeys } from "../delivery/sealing";
import { connect, type Answer, type Connection } from "../live/connection";
import type { Away, ProviderCommand, ProviderEvent, ProviderSnapshot, TeamPage } from "../protocol/types";
import { PROTOCOL_VERSION } from "../protocol/version";
import { ServerClock } from "../session/clock";
import { brief, hear } from "../session/colleagues";
import { Desk, LAST_MESSAGES_WITHIN } from "../session/desk";
import { asPeer } from "../session/people";
import { problemOf } from "../session/problem";
import type {
  Connection as ConnectionState,
  Departure,
  Problem,
  ProviderActions,
  ProviderModel,
} from "../ui/model";
import { isOnline } from "../ui/online";
import { OwnAccount } from "./account";
import type { Alerts } from "./alerts";
import { Endings, type EndReason } from "./endings";
import { Intake, type Caps } from "./intake";
import { drawProvider, isOfSignIn, type ProviderState } from "./model";
import { withStableRows } from "./stableRows";
import { OwnToken, type Renewed } from "./token";
import { merge, withoutVisit, withVisit, type Queue } from "./waiting";

/** How long an end can be undone where the account says nothing of it. */
const UNDO_SECONDS = 6;

/** Refusals that stand. After any other the page tries again now and then: a portal may fail, or a server have other keys, for a while. */
const SIGNED_OUT: ReadonlySet<string> = new Set(["signed_out", "account_closed"]);

export interface ProviderOptions {
  readonly room: string;
  readonly token: string | null;
  /** Gets another token for one that has expired or soon will; the refusal where there is none. */
  readonly renewToken: () => Promise<Renewed>;
  readonly keys: PageKeys;
  /** Null for a page of its own. */
  readonly host: HostLink | null;
  /** What tells of news outside of the page's own views. */
  readonly alerts: Pick<Alerts, "model" | "actions">;
  /** How much the page takes of one patient; what `intake.ts` says unless a test sets less. */
  readonly caps?: Caps;
}

export class ProviderSession {
  readonly model: ReadonlySignal<ProviderModel>;
  readonly actions: ProviderActions;
  readonly desk: Desk;

  readonly #clock = new ServerClock();
  #connection: Connection<ProviderCommand> | null = null;
  readonly #connectionState = signal<ConnectionState>("connecting");
  readonly #blocked = signal<Problem | null>(null);
  readonly #about = signal<Pick<ProviderSnapshot, "room" | "me"> | null>(null);
  readonly #account = new OwnAccount(async (settings) =>
    problemOf(await this.#send({ type: "set_settings", settings })),
  );
  readonly #queue = signal<Queue>(new Map());
  readonly #team = signal<readonly TeamPage[]>([]);
  readonly #names = signal<ReadonlyMap<string, string>>(new Map());
  readonly #departures = signal<ReadonlyMap<string, Departure>>(new Map());
  readonly #endings: Endings;
  /** Visits that a restarted server may yet be told of by their pages. */
  #missing = new Set<string>();
  readonly #token: OwnToken;
  readonly #intake: Intake;
  #idle = false;
  /** What the provider set last by hand: a restarted server learns it from the pages. */
  #away: Away | null = null;
  #forgetting: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: ProviderOptions) {
    this.#token = new OwnToken(options.token, options.renewToken);
    this.#endings = new Endings(options.keys.page, (command) => this.#send(command));
    this.desk = new Desk(options.keys, this.#clock, {
      relay: (envelope) => this.#send({ type: "relay", ...envelope }),
      visitOf: (visit) => visit,
      conversationOf: (visit) => visit,
      greeting: () => null,
      onCard: (visit, name) => (this.#names.value = new Map(this.#names.value).set(visit, name)),
      onErased: (visit) => this.#forget(visit),
      onColleague: (peer, due) => brief(this.desk, peer, due),
      onTeam: (peer, content) => hear(this.desk, peer, content),
      byline: () => this.#about.value?.me.name ?? null,
      admit: (line, letters) => this.#intake.admit(line, letters),
    });
    this.#intake = new Intake(this.desk, options.caps);
    let drawn: ProviderModel | undefined;
    this.model = computed(() => (drawn = withStableRows(drawProvider(this.#state(), this.#clock), drawn)));
    this.actions = this.#makeActions();
    if (options.keys.privateKey === null) this.#block("crypto_missing");
    else this.#connection = this.#connect();
  }

  /** Nobody has looked at the page for long, or somebody does again. */
  setIdle(idle: boolean): void {
    this.#idle = idle;
    void this.#send({ type: "set_idle", idle });
  }

  wake(): void {
    this.#connection?.wake();
  }

  drop(): void {
    this.#connection?.drop();
  }

  /** Whether closing the page loses something that was done here. */
  get holdsTheOnlyWord(): boolean {
    return this.#endings.isUntold;
  }

  /** Erases everything, as a refresh would. */
  wipe(): void {
    this.#connection?.close();
    this.#token.rest();
    this.#erase();
  }

  /** The host page may renew the token after somebody else has signed in there: that person starts with nothing. */
  #erase(): void {
    for (const visit of this.#queue.value.keys()) this.desk.courier.endVisit(visit);
    this.desk.dispatch({ type: "wiped" });
    this.#names.value = new Map();
    this.#departures.value = new Map();
    this.#queue.value = new Map();
    this.#missing.clear();
    this.#endings.clear();
    this.#away = null;
    this.#account.set(null);
  }

  #connect(): Connection<ProviderCommand> {
    const { options } = this;
    return connect<ProviderCommand, ProviderEvent>("/provider", {
      hello: () => ({
        version: PROTOCOL_VERSION,
        room: options.room,
        key: options.keys.publicKey,
        secret: options.keys.secret,
        token: this.#token.value,
        ticket: null,
        away: this.#away,
      }),
      onEvent: (event) => batch(() => this.#on(event)),
      onState: (state) => this.#onState(state),
      mend: (code) => this.#token.mend(code),
      onRefused: (code) => this.#block(code),
    });
  }

  /** Not connected (yet, or at all): as offline. */
  async #send(command: ProviderCommand): Promise<Answer> {
    return (await this.#connection?.send(command)) ?? { type: "refused", code: "offline" };
  }

  #state(): ProviderState {
    const about = this.#about.value;
    return {
      connection: this.#connectionState.value,
      blocked: this.#blocked.value,
      room: about?.room ?? null,
      me: about?.me ?? null,
      account: this.#account.view.value,
      alerts: this.options.alerts.model.value,
      queue: this.#queue.value,
      team: this.#team.value,
      names: this.#names.value,
      departures: this.#departures.value,
      endings: this.#endings,
      chat: this.desk.chat.value,
      isFull: (visit) => this.#intake.isFull(visit),
      typing: this.desk.typing.now.value,
    };
  }

  #on(event: ProviderEvent): void {
    switch (event.type) {
      case "provider_snapshot":
        this.#onSnapshot(event);
        break;
      case "visit_changed":
        this.#missing.delete(event.visit.id);
        this.#setQueue(withVisit(this.#queue.value, event.visit));
        break;
      case "visit_left":
        this.#afterLastLetter(event.visit, () => {
          this.#onLeft(event.visit, event.reason, true);
        });
        break;
      case "team_changed":
        this.#onTeam(event.team);
        break;
      case "away_set":
        this.#away = event.away;
        break;
      case "account_changed":
        this.#account.set(event.account);
        break;
      case "relayed":
        this.desk.courier.receive(event);
        break;
      default:
        event satisfies never; // a newer server may tell more: what this page does not know it leaves alone
    }
  }

  #onSnapshot(snapshot: ProviderSnapshot): void {
    this.desk.flush(); // the last that somebody said comes before their departure
    if (this.#about.value !== null && this.#about.value.me.id !== snapshot.me.id) this.#erase();
    this.#clock.set(snapshot.now);
    this.#token.countsFor(snapshot.tokenExpires - snapshot.now);
    this.#blocked.value = null;
    this.#away = snapshot.away ?? this.#away;
    this.#about.value = { room: snapshot.room, me: snapshot.me };
    this.#account.set(snapshot.account);
    this.#onTeam(snapshot.team);
    const { queue, left, missing } = merge(this.#queue.value, snapshot);
    for (const visit of left) {
      const reason = snapshot.over?.[visit];
      this.#onLeft(visit, reason ?? "expired", reason !== undefined);
    }
    this.#setQueue(queue);
    this.desk.courier.setOnline(true);
    if (this.#idle) this.setIdle(true); // a connection begins as looked at
    this.#missing = new Set(missing);
    clearTimeout(this.#forgetting);
    this.#forgetting = setTimeout(() => this.#giveUp(), snapshot.since + snapshot.grace - snapshot.now);
  }

  /** Lets go of visits that a restarted server never heard of again. */
  #giveUp(): void {
    this.desk.flush();
    for (const visit of this.#missing) this.#onLeft(visit, "expired", false);
    this.#missing.clear();
  }

  /** What a patient wrote before leaving comes before the leaving, however long it takes to open. */
  #afterLastLetter(visit: string, then: () => void): void {
    void this.desk.courier.settled(visit).then(() => batch(then));
  }

  #setQueue(queue: Queue): void {
    this.#queue.value = queue;
    for (const visit of queue.keys()) {
      if (this.desk.chat.value.conversations.get(visit)?.present) continue;
      this.#departures.value = without(this.#departures.value, visit); // it may be back
      this.desk.dispatch({ type: "visit_present", visit });
    }
    this.#endings.onQueue(queue);
    this.#setPeers();
  }

  /** The page of each visit, and about each visit the pages of colleagues. */
  #setPeers(): void {
    const colleagues = this.#team.value.filter(({ page }) => page.id !== this.options.keys.page);
    this.desk.courier.setPeers(
      [...this.#queue.value.values()].flatMap(({ id: visit, page }) => [
        asPeer(visit, page, "other", null),
        ...colleagues.map(({ page, provider }) => asPeer(visit, page, "own", provider.name)),
      ]),
    );
    this.#intake.forgetErased();
  }

  /** `certain`: by the server's word. */
  #onLeft(visit: string, reason: Departure, certain: boolean): void {
    const call = this.#queue.value.get(visit)?.call;
    this.#departures.value = new Map(this.#departures.value).set(visit, reason);
    this.#setQueue(withoutVisit(this.#queue.value, visit));
    this.desk.courier.endVisit(visit);
    const conversation = this.desk.chat.value.conversations.get(visit);
    const isDismissed = this.#endings.isDismissed(visit, conversation ? unreadIds(conversation) : []);
    this.desk.dispatch(
      { type: "visit_left", visit },
      ...(isDismissed ? [{ type: "dismissed", visit } as const] : []),
    );
    this.#endings.onLeft(visit, reason, certain);
    if (call) this.options.host?.report({ type: "call-ended", call: call.id });
  }

  #onTeam(team: readonly TeamPage[]): void {
    this.#team.value = team;
    const about = this.#about.value;
    const me = team.find(({ provider }) => provider.id === about?.me.id)?.provider;
    if (about && me) this.#about.value = { ...about, me };
    this.#setPeers();
  }

  #onState(state: ConnectionState): void {
    this.#connectionState.value = state;
    if (isOnline(state)) return;
    this.desk.courier.setOnline(false);
    clearTimeout(this.#forgetting); // the next snapshot tells who is missing then
  }

  /** Whether to try again now and then. */
  #block(code: string): boolean {
    this.#token.rest();
    const before = this.#blocked.value?.code;
    if (before !== undefined && isOfSignIn(before) && !isOfSignIn(code)) return true; // what is hidden stays hidden
    if (this.#blocked.value?.code !== code) this.options.host?.report({ type: "error", code });
    this.#blocked.value = { code };
    if (!SIGNED_OUT.has(code)) return true;
    this.#erase(); // there is no way back to it but a reload
    return false;
  }

  #forget(visit: string): void {
    if (this.#queue.value.has(visit)) return;
    this.#names.value = without(this.#names.value, visit);
    this.#departures.value = without(this.#departures.value, visit);
  }

  #makeActions(): ProviderActions {
    const command = async (what: ProviderCommand): Promise<Problem | null> =>
      problemOf(await this.#send(what));
    const { desk } = this;
    const end = async (visit: string, reason: EndReason) => {
      const within = 1_000 * (this.#account.view.value?.settings.undoSeconds ?? UNDO_SECONDS);
      if (within > 0) return this.#endUndoably(visit, reason, within);
      await desk.delivered(visit, LAST_MESSAGES_WITHIN); // what was written comes before the end
      return command({ type: reason === "removed" ? "remove_visit" : "end_call", visit });
    };
    return {
      openChat: (visit) => desk.dispatch({ type: "chat_opened", visit }),
      minimize: () => desk.dispatch({ type: "minimized" }),
      expand: () => desk.dispatch({ type: "expanded" }),
      close: () => desk.dispatch({ type: "closed" }),
      dismiss: (visit) => this.#dismiss(visit),
      send: (visit, text) => desk.send(visit, text),
      setDraft: (visit, draft) => desk.setDraft(visit, draft),
      startCall: (visit) => this.#startCall(visit),
      endCall: (visit) => end(visit, "call_ended"),
      remove: (visit) => end(visit, "removed"),
      undo: (visit) => this.#endings.undo(visit),
      setAway: (away) => command({ type: "set_away", away }),
      setLine: (line) => command({ type: "set_line", line }),
      setProfile: (name, title) => command({ type: "set_profile", name, title }),
      setPhoto: (photo) => command({ type: "set_photo", photo }),
      changeSettings: (more) => this.#account.change(more),
      setPassword: (current, next) => command({ type: "set_password", current, new: next }),
      signOutEverywhere: () => command({ type: "sign_out_everywhere" }),
      ...this.options.alerts.actions,
    };
  }

  /** What becomes of it is in the model: nobody has to wait for an answer. */
  #endUndoably(visit: string, reason: EndReason, within: number): Problem | null {
    if (!isOnline(this.#connectionState.value)) return { code: "offline" };
    this.#endings.end(visit, this.#names.value.get(visit) ?? null, reason, within);
    return null;
  }

  /** Where the end of the visit can still be undone, what is dismissed is erased with the end. */
  #dismiss(visit: string): void {
    const known = this.#queue.value.get(visit);
    const conversation = this.desk.chat.value.conversations.get(visit);
    if (known !== undefined && conversation !== undefined && this.#endings.isEnding(known))
      this.#endings.dismiss(visit, unreadIds(conversation));
    else this.desk.dispatch({ type: "dismissed", visit });
  }

  /** Makes the ends of this page's visits true; the last that was said in them comes before. */
  async #startCall(visit: string): Promise<Problem | null> {
    const { desk } = this;
    await Promise.all(this.#endings.visits.map((each) => desk.delivered(each, LAST_MESSAGES_WITHIN)));
    const ended = this.#endings.visits;
    const answer = await this.#send({ type: "start_call", visit });
    if (answer.type !== "accepted") return { code: answer.code };
    this.#endings.commit(ended);
    for (const each of ended) await desk.courier.settled(each);
    return batch(() => this.#onCallStarted(visit, answer));
  }

  #onCallStarted(visit: string, answer: Extract<Answer, { type: "accepted" }>): null {
    this.desk.dispatch({ type: "call_started", visit });
    const { call } = answer;
    if (call) {
      this.options.host?.report({ type: "call-started", call: call.id, url: call.url });
      if (call.url !== null) window.open(call.url, "_blank", "noopener,noreferrer");
    }
    return null;
  }
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
