/** Many patients' pages in one page of the browser, for measurements: real connections and real sealing, without views. */
import { Desk } from "../src/app/session/desk";
import { asPeer } from "../src/app/session/people";
import { makePageKeys, type PageKeys } from "../src/app/delivery/sealing";
import { connect } from "../src/app/live/connection";
import { checkIn } from "../src/app/patient/checkIn";
import type { PatientCommand, PatientEvent, TeamPage } from "../src/app/protocol/types";
import { PROTOCOL_VERSION } from "../src/app/protocol/version";
import { ServerClock } from "../src/app/session/clock";

const NUDGE_EVERY = 1_000; // ms, as pages do

declare global {
  interface Window {
    crowd: Crowd;
  }
}

class Patient {
  readonly desk: Desk;
  written = 0;
  readonly #clock = new ServerClock();
  #visit = "";

  private constructor(
    room: string,
    private readonly name: string,
    keys: PageKeys,
    token: string,
    onEntered: () => void,
  ) {
    const connection = connect<PatientCommand, PatientEvent>("/patient", {
      hello: () => ({
        version: PROTOCOL_VERSION,
        room,
        key: keys.publicKey,
        secret: keys.secret,
        token,
        ticket: null,
        returning: false,
      }),
      onEvent: (event) => {
        this.#on(event);
        if (event.type === "patient_snapshot") onEntered();
      },
      onState: () => undefined,
      onRefused: (code) => {
        throw new Error(`${name} is refused: ${code}`);
      },
    });
    this.desk = new Desk(keys, this.#clock, {
      relay: (envelope) => connection.send({ type: "relay", ...envelope }),
      visitOf: () => this.#visit,
      conversationOf: () => name,
      greeting: () => ({ type: "card", name }),
      onCard: () => undefined,
      onErased: () => undefined,
      onColleague: () => undefined,
      onTeam: () => [],
      byline: () => null,
      admit: (_line, letters) => letters,
    });
    this.desk.dispatch({ type: "visit_present", visit: name }, { type: "chat_opened", visit: name });
    setInterval(() => this.desk.nudge(performance.now()), NUDGE_EVERY);
  }

  /** Resolves once the patient waits in the room. */
  static async arrive(room: string, name: string): Promise<Patient> {
    const [keys, admitted] = await Promise.all([makePageKeys(), checkIn(room, "")]);
    if ("problem" in admitted) throw new Error(`${name} is refused: ${admitted.problem.code}`);
    return new Promise((resolve) => {
      const patient = new Patient(room, name, keys, admitted.token, () => resolve(patient));
    });
  }

  write(text: string): void {
    this.written += 1;
    this.desk.send(this.name, text);
  }

  /** Messages of either side in the conversation; `unsettled`: of this one's, those that no other page has. */
  get counts(): { readonly messages: number; readonly unsettled: number } {
    const messages = this.desk.messagesOf(this.name);
    return {
      messages: messages.length,
      unsettled: messages.filter(({ status }) => status === "sending").length,
    };
  }

  #on(event: PatientEvent): void {
    switch (event.type) {
      case "patient_snapshot":
        this.#clock.set(event.now);
        this.#visit = event.visit.id;
        this.#meet(event.team);
        this.desk.courier.setOnline(true);
        break;
      case "team_changed":
        this.#meet(event.team);
        break;
      case "relayed":
        this.desk.courier.receive(event);
        break;
      default:
    }
  }

  #meet(team: readonly TeamPage[]): void {
    this.desk.courier.setPeers(
      team.map(({ page, provider }) => asPeer(this.#visit, page, "other", provider.name || null)),
    );
  }
}

class Crowd {
  readonly #patients: Patient[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;

  /** One after the other: the order of arrival is that of the names. */
  async enter(room: string, names: readonly string[]): Promise<void> {
    for (const name of names) this.#patients.push(await Patient.arrive(room, name));
  }

  /** Has one patient write so many messages now. */
  burst(patient: number, count: number): void {
    for (let each = 0; each < count; each++) this.#write(patient);
  }

  /** Messages of all together in a second; those whose numbers are given write in turn. */
  start(perSecond: number, writers: readonly number[]): void {
    const began = performance.now();
    let sent = 0;
    this.stop();
    this.#timer = setInterval(() => {
      const due = ((performance.now() - began) / 1_000) * perSecond;
      for (; sent < due; sent++) this.#write(writers[sent % writers.length] ?? 0);
    }, 20);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  counts(patient: number): Patient["counts"] {
    return this.#patients[patient]?.counts ?? { messages: 0, unsettled: 0 };
  }

  /** Messages that were written and that the provider's page has not acknowledged. */
  unsettled(): number {
    return this.#patients.reduce((sum, { counts }) => sum + counts.unsettled, 0);
  }

  #write(number: number): void {
    const patient = this.#patients[number];
    patient?.write(`Message ${String(patient.written + 1)}: I still have the rash, and it itches at night.`);
  }
}

window.crowd = new Crowd();
