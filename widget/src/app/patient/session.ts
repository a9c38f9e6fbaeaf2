/** The patient's page at work: checking in, the visit, the conversation. */
import { batch, computed, signal, type ReadonlySignal } from "@preact/signals-core";
import type { HostLink } from "../../bridge/frame";
import { cleanName } from "../delivery/content";
import type { PageKeys } from "../delivery/sealing";
import { connect, type Answer, type Connection } from "../live/connection";
import type { PageConfig } from "../page";
import type {
  OwnVisit,
  PatientCommand,
  PatientEvent,
  PatientSnapshot,
  RoomView,
  TeamPage,
} from "../protocol/types";
import { PROTOCOL_VERSION } from "../protocol/version";
import { ServerClock } from "../session/clock";
import { Desk, LAST_MESSAGES_WITHIN } from "../session/desk";
import { asPeer } from "../session/people";
import type {
  Connection as ConnectionState,
  Departure,
  PatientActions,
  PatientModel,
  Problem,
} from "../ui/model";
import { isOnline } from "../ui/online";
import { checkIn } from "./checkIn";
import { atTheDoor, begin } from "./door";
import { discard, discardTicket, keep } from "./keepsake";
import { drawPatient, OWN, visiting, type Stage } from "./model";
import { VisitLock } from "./visitLock";

/** How long a page that begins waits for the one before it to be gone, in milliseconds. */
const GONE_WITHIN = 1_000;

/** How long nobody of the team may be there before that is shown, in milliseconds: a page that reloads is back by then. */
const ABSENT_AFTER = 5_000;

export interface PatientOptions {
  readonly config: PageConfig;
  readonly keys: PageKeys;
  /** Null for a page of its own. */
  readonly host: HostLink | null;
  /** Makes the sound of a call. */
  readonly ring?: () => void;
  /** Whether the visit goes on behind another room's check-in: the page stays with its person when it ends. */
  readonly behind?: boolean;
}

export class PatientSession {
  readonly model: ReadonlySignal<PatientModel>;
  readonly actions: PatientActions;
  readonly desk: Desk;

  readonly #clock = new ServerClock();
  readonly #lock = new VisitLock();
  readonly #stage: { value: Stage };
  readonly #heard = signal<string | null>(null);
  readonly #connectionState = signal<ConnectionState>("online");
  readonly #room = signal<Pick<RoomView, "name" | "title"> & Partial<RoomView>>({ name: "", title: "" });
  /** As it is shown. */
  readonly #team = signal<readonly TeamPage[]>([]);
  #met = false;
  #absence: ReturnType<typeof setTimeout> | undefined;
  #connection: Connection<PatientCommand> | null = null;
  #visit = "";
  /** The call that has opened the panel, on this page or before a reload. */
  #shownCall: string | null;
  /** The call that the host page knows of. */
  #call: string | null = null;
  /** Whether this page is the visit's, as far as it knows: then it only connects again, and takes nothing over. */
  #admitted = false;
  #name: string;
  #token: string | null;
  #ticket: string | null;
  /** Whether the token is a replacement for one that the server could not read. */
  #replaced = false;

  constructor(private readonly options: PatientOptions) {
    const { config, host, keys } = options;
    const beginning = begin(config, host?.options ?? null);
    const stage = signal<Stage>(beginning.stage);
    this.#stage = stage;
    this.#name = beginning.name;
    this.#token = beginning.token;
    this.#ticket = beginning.ticket;
    this.#shownCall = beginning.call;
    this.#heard.value = beginning.heard;
    this.#room.value = config.roomInfo;
    this.desk = new Desk(keys, this.#clock, {
      relay: (envelope) => this.#send({ type: "relay", ...envelope }),
      visitOf: () => this.#visit,
      conversationOf: () => OWN,
      greeting: () => ({ type: "card", name: this.#name }),
      onCard: () => undefined,
      onErased: () => undefined,
      onColleague: () => undefined,
      onTeam: () => [],
      byline: () => null,
      admit: (_line, letters) => letters, // what staff write is bounded by what they can write
    });
    this.model = computed(() =>
      drawPatient(
        {
          stage: stage.value,
          connection: this.#connectionState.value,
          room: this.#room.value,
          team: this.#team.value,
          met: this.#met,
          heard: this.#heard.value,
          chat: this.desk.chat.value,
          typing: this.desk.typing.now.value,
        },
        this.#clock,
      ),
    );
    this.actions = this.#makeActions();
    this.#open();
    if (keys.privateKey === null)
      stage.value = { stage: "blocked", problem: { code: "crypto_missing" }, admitted: false };
    else if (stage.value.stage === "entering") void this.#takeUp(beginning.visit);
  }

  wake(): void {
    this.#connection?.wake();
  }

  drop(): void {
    this.#connection?.drop();
  }

  /** Erases everything that was said, as a refresh would. */
  wipe(): void {
    this.desk.dispatch({ type: "wiped" });
    this.#connection?.close();
    this.#lock.release(); // a page that the browser keeps for the way back would hold on to it
  }

  async #checkIn(rawName: string, passcode: string): Promise<void> {
    const stage = this.#stage.value;
    if (stage.stage !== "check_in" || stage.busy) return;
    this.#name = cleanName(rawName);
    if (this.#name === "") {
      this.#stage.value = { ...stage, problem: { code: "name_missing" } };
      return;
    }
    this.#stage.value = { ...stage, busy: true, problem: null };
    const admitted = await checkIn(this.options.config.room, passcode.trim());
    if ("problem" in admitted) {
      this.#refuse(admitted.problem);
      return;
    }
    discardTicket(this.options.config.room); // of a visit that could have gone on: this is another one
    this.#token = admitted.token;
    this.#stage.value = { stage: "entering" };
    this.#enter();
  }

  /** The panel may have been closed meanwhile, and the name that was offered is gone with it. */
  #refuse(problem: Problem): void {
    const stage = this.#stage.value;
    if (stage.stage === "check_in") this.#stage.value = { ...stage, busy: false, problem };
  }

  /** Enters, unless another page of the browser has the visit that was kept: this one is a duplicate of it. */
  async #takeUp(visit: string | null): Promise<void> {
    if (visit === null || (await this.#lock.take(visit, GONE_WITHIN))) this.#enter();
    else this.#stopAt({ stage: "replaced" });
  }

  #enter(): void {
    this.#connection?.close();
    this.#connection = connect<PatientCommand, PatientEvent>("/patient", {
      hello: () => ({
        version: PROTOCOL_VERSION,
        room: this.options.config.room,
        key: this.options.keys.publicKey,
        secret: this.options.keys.secret,
        token: this.#token,
        ticket: this.#ticket,
        returning: this.#admitted,
      }),
      onEvent: (event) => batch(() => this.#on(event)),
      onState: (state) => this.#onState(state),
      mend: (code) => this.#mend(code),
      onRefused: (code) => batch(() => this.#onRefused(code)),
    });
  }

  /** What can be done about a refused token; one that is given up for the ticket never expires. */
  async #mend(code: string): Promise<string | null> {
    if (this.#token === null) return code;
    if (code === "patient_left" && this.#ticket !== null) {
      this.#forget(); // the visit from before the reload is over: the token begins another
      return null;
    }
    const isUnreadable = code === "token_invalid"; // the server's keys have rotated
    if (isUnreadable ? this.#replaced : code !== "token_expired") {
      this.#replaced = false; // the next attempt may ask again
      return code;
    }
    const token = (await this.options.host?.renewToken()) ?? null;
    if (token === null) return code;
    this.#token = token;
    this.#replaced = isUnreadable;
    return null;
  }

  /** Not connected (yet, or any more): as offline. */
  async #send(command: PatientCommand): Promise<Answer> {
    return (await this.#connection?.send(command)) ?? { type: "refused", code: "offline" };
  }

  #on(event: PatientEvent): void {
    switch (event.type) {
      case "patient_snapshot":
        this.#onSnapshot(event);
        break;
      case "own_visit_changed":
        this.#onVisit(event.visit, event.ticket);
        break;
      case "own_visit_ended":
        this.#end(event.reason);
        break;
      case "team_changed":
        this.#onTeam(event.team);
        break;
      case "relayed":
        this.desk.courier.receive(event);
        break;
      case "page_replaced":
        this.#stopAt({ stage: "replaced" });
        break;
      default:
        event satisfies never; // a newer server may tell more: what this page does not know it leaves alone
    }
  }

  #onSnapshot(snapshot: PatientSnapshot): void {
    this.#admitted = true;
    this.#clock.set(snapshot.now);
    this.#room.value = snapshot.room;
    this.#visit = snapshot.visit.id;
    this.#lock.seize(this.#visit);
    if (!this.desk.chat.value.conversations.has(OWN))
      this.desk.dispatch({ type: "visit_present", visit: OWN }); // it was erased with the visit before, and the panel is closed
    this.#onVisit(snapshot.visit, snapshot.ticket);
    this.#onTeam(snapshot.team);
    this.desk.courier.setOnline(true);
  }

  #onVisit(visit: OwnVisit, ticket: string | null): void {
    this.#stage.value = visiting(this.#stage.value, visit);
    const { call } = visit;
    if (call !== null && call.id !== this.#call) {
      this.#call = call.id;
      if (call.id !== this.#shownCall) this.#announce(visit.id);
      this.#shownCall = call.id;
      this.options.host?.report({ type: "call-started", call: call.id, url: call.url });
    }
    if (ticket === null) return;
    this.#ticket = ticket;
    this.#token = null; // the ticket is this person's own, and lasts longer
    this.#keep();
  }

  /** Whoever is called has to see it, and hear it if they want to. */
  #announce(visit: string): void {
    if (this.options.host !== null) this.#open();
    if (this.#heard.value === visit) this.options.ring?.();
  }

  #setSound(on: boolean): void {
    this.#heard.value = on ? this.#visit : null;
    this.#keep();
  }

  #keep(): void {
    if (this.#ticket === null) return;
    keep(this.options.config.room, {
      ticket: this.#ticket,
      name: this.#name,
      visit: this.#visit,
      call: this.#shownCall,
      sound: this.#heard.value === this.#visit,
      host: this.#room.value.name,
    });
  }

  #onTeam(team: readonly TeamPage[]): void {
    this.#show(team);
    this.desk.courier.setPeers(
      team.map(({ page, provider }) => asPeer(this.#visit, page, "other", provider.name || null)),
    );
  }

  /** Those who were there count as there for a while: they, or the server, may only be starting again. */
  #show(team: readonly TeamPage[]): void {
    clearTimeout(this.#absence);
    this.#met ||= team.some(isThere);
    const show = () => (this.#team.value = team);
    if (this.#team.value.some(isThere) && !team.some(isThere)) this.#absence = setTimeout(show, ABSENT_AFTER);
    else show();
  }

  #onState(state: ConnectionState): void {
    const hasPlace = this.#ticket !== null; // also before it was let in
    this.#connectionState.value = hasPlace && state === "unreached" ? "offline" : state;
    if (!isOnline(state)) this.desk.courier.setOnline(false);
  }

  /** Whether to try again now and then: as long as there is a ticket, the visit may go on. */
  #onRefused(code: string): boolean {
    const byTicket = this.#token === null && this.#ticket !== null;
    if (code === "taken_over") this.#stopAt({ stage: "replaced" });
    else if (code === "patient_left" || (byTicket && code === "token_expired")) this.#end("expired");
    else if (byTicket && code.startsWith("token_"))
      this.#endHere("expired"); // a server with other keys, perhaps for now
    else return this.#block(code);
    return false;
  }

  #block(code: string): boolean {
    if (code === "token_expired") this.#forget(); // a ticket of the same person would have been let in
    const { value } = this.#stage;
    if (value.stage !== "blocked" || value.problem.code !== code)
      this.options.host?.report({ type: "error", code });
    this.#stage.value = { stage: "blocked", problem: { code }, admitted: this.#admitted };
    return this.#ticket !== null;
  }

  #forget(): void {
    this.#ticket = null;
    (this.options.behind ? discardTicket : discard)(this.options.config.room);
  }

  #end(reason: Departure): void {
    this.#forget();
    this.#endHere(reason);
  }

  /** The visit is over for this page; a ticket that was kept stays for a reload. */
  #endHere(reason: Departure): void {
    if (this.#call !== null) this.options.host?.report({ type: "call-ended", call: this.#call });
    this.#token = null;
    this.#ticket = null;
    if (!this.#admitted) this.#name = ""; // the page was reloaded after the visit, perhaps by another person
    this.#admitted = false;
    this.#stopAt({ stage: "ended", reason, mayReturn: !this.#isPortal });
    this.desk.flush(); // what was acknowledged is not erased unseen
    this.desk.courier.endVisit(this.#visit);
    this.desk.dispatch({ type: "visit_left", visit: OWN });
  }

  get #isPortal(): boolean {
    return this.options.host?.options.token != null;
  }

  #stopAt(stage: Stage): void {
    this.#stage.value = stage;
    if (stage.stage !== "replaced") this.#lock.release();
    this.#call = null;
    this.#connection?.close();
    this.#connection = null;
    this.#connectionState.value = "online"; // nothing is waited for
    this.desk.courier.setOnline(false);
  }

  #open(): void {
    if (!this.desk.chat.value.conversations.has(OWN))
      this.desk.dispatch({ type: "visit_present", visit: OWN });
    this.desk.dispatch({ type: "chat_opened", visit: OWN });
  }

  /**
   * Closing a visit that is over erases it, unless there is something unseen; the next opening begins at the door again. The ticket of a
   * visit that may go on (see `endHere`) stays for a reload.
   */
  #close(): void {
    const { value } = this.#stage;
    this.desk.dispatch({ type: "closed" });
    const unseen = this.desk.chat.value.conversations.has(OWN); // it would have been erased
    if (value.stage === "ended" && value.mayReturn && !unseen) this.#beginAgain("");
    if (value.stage === "check_in") this.#stage.value = { ...value, name: "" };
  }

  /**
   * The next patient may be another person: nothing of this one is shown, not even what nobody has seen. Only who presses a button to
   * check in again finds their `name`, which goes with the conversation otherwise: when the panel is closed or the page reloaded.
   */
  #beginAgain(name: string): void {
    this.desk.courier.endVisit(this.#visit);
    this.desk.dispatch(
      { type: "visit_left", visit: OWN },
      { type: "closed" },
      { type: "dismissed", visit: OWN },
    );
    this.#name = name;
    this.#stage.value = atTheDoor(this.options.config, name);
  }

  /** A refused page tries again with what it has; one whose visit is over, or never was, begins at the door. */
  #restart(): void {
    if (this.#stage.value.stage === "blocked" && (this.#ticket !== null || this.#isPortal)) {
      this.#stage.value = { stage: "entering" };
      this.#enter();
      return;
    }
    this.#forget();
    // A panel that closed in between would give the focus back to the clinic's page.
    batch(() => {
      this.#beginAgain(this.#name);
      this.#open();
    });
  }

  /** What was written comes before the leaving. Without a connection the visit ends here at once, and there by itself. */
  async #leave(): Promise<void> {
    const visit = this.#visit;
    if (isOnline(this.#connectionState.value)) await this.desk.delivered(OWN, LAST_MESSAGES_WITHIN);
    const answer = await this.#send({ type: "leave" });
    if (answer.type === "refused" && this.#stage.value.stage === "visiting" && this.#visit === visit)
      this.#end("left");
  }

  #takeBack(): void {
    this.#admitted = false;
    this.#stage.value = { stage: "entering" };
    this.#enter();
  }

  #makeActions(): PatientActions {
    const { desk } = this;
    return {
      open: () => this.#open(),
      minimize: () => desk.dispatch({ type: "minimized" }),
      expand: () => desk.dispatch({ type: "expanded" }),
      close: () => this.#close(),
      send: (visit, text) => desk.send(visit, text),
      setDraft: (visit, draft) => desk.setDraft(visit, draft),
      setSound: (on) => this.#setSound(on),
      checkIn: (name, passcode) => void this.#checkIn(name, passcode),
      leave: () => this.#leave(),
      takeBack: () => this.#takeBack(),
      restart: () => this.#restart(),
    };
  }
}

function isThere({ page }: TeamPage): boolean {
  return page.connected;
}
