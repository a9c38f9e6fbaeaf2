/** Pages of one waiting room for tests: desks that are joined as the server joins them. */
import { afterAll, expect, vi } from "vitest";
import type { Message } from "../chatbox";
import type { Envelope, Peer, Side } from "../delivery/courier";
import { makePageKeys, type PageKeys } from "../delivery/sealing";
import type { Answer } from "../live/connection";
import { ServerClock } from "./clock";
import { brief, hear } from "./colleagues";
import { Desk, type DeskPorts } from "./desk";

export const VISIT = "v1";
const SEALED_LIMIT = 24_576; // characters: the server's, of the protocol's `sealed`
const keys: PageKeys[] = [];

const everyone: Page[] = [];

const LONGEST_FRAME = 150; // ms: see frame.ts

// Letters that are still being opened when a file ends, and frames that end later, would need a window that is gone.
afterAll(async () => {
  for (const page of everyone) page.deaf = true;
  for (const page of everyone.splice(0)) await page.settled();
  vi.useRealTimers();
  await new Promise((done) => setTimeout(done, LONGEST_FRAME));
});

/** To be called before all tests of a file. */
export function makeKeys(): Promise<void> {
  return makeManyKeys(80);
}

export async function makeManyKeys(count: number): Promise<void> {
  while (keys.length < count) keys.push(await makePageKeys());
}

function noKeys(): never {
  throw new Error("more pages than keys were made for");
}

/** Everyone in the room; passes envelopes on as the server does. */
export class House {
  #now = 1_000;
  readonly pages = new Set<Page>();
  #split: readonly [Page | null, Page | null] = [null, null];
  visit = VISIT;
  answer: Answer = { type: "accepted", call: null };

  /** `claimed`: the name that the page gives itself, where that is not its own. */
  add(side: "patient" | "team", name: string | null = null, claimed = name): Page {
    const page = new Page(this, keys.pop() ?? noKeys(), side, name, claimed);
    this.pages.add(page);
    everyone.push(page);
    this.tell();
    return page;
  }

  /** The page is gone for good, and everyone is told. */
  remove(page: Page): void {
    this.pages.delete(page);
    this.tell();
  }

  /** The patient has another visit now. */
  begin(visit: string): void {
    this.visit = visit;
    this.tell();
  }

  /** What the server tells everyone: who is there. */
  tell(): void {
    for (const page of this.pages) page.meet([...this.pages].filter((each) => each !== page));
  }

  /** What one page says does not come to the other. */
  split(one: Page | null, other: Page | null): void {
    this.#split = [one, other];
  }

  /** Time goes by for everyone, as their timers tell it. */
  letPass(duration: number): void {
    for (const moment of [this.#now, this.#now + duration])
      for (const { desk } of this.pages) desk.nudge(moment);
    this.#now += duration;
  }

  pass({ to, ...envelope }: Envelope, from: Page): void {
    if (envelope.sealed.length > SEALED_LIMIT) return;
    if (this.answer.type === "refused") return;
    const receiver = [...this.pages].find(({ keys: { page } }) => page === to);
    if (from === this.#split[0] && receiver === this.#split[1]) return;
    if (receiver !== undefined && !receiver.deaf && !from.mute)
      receiver.desk.courier.receive({ ...envelope, sender: from.keys.page });
  }
}

export class Page {
  readonly desk: Desk;
  deaf = false;
  mute = false;
  /** What it takes of what has come. */
  admit: DeskPorts["admit"] = (_line, letters) => letters;
  sent = 0;
  /** The patient's name, as far as this page knows it. */
  card: string | null = null;

  constructor(
    readonly house: House,
    readonly keys: PageKeys,
    readonly side: "patient" | "team",
    readonly name: string | null,
    claimed: string | null,
  ) {
    this.desk = new Desk(keys, new ServerClock(), {
      relay: (envelope) => {
        this.sent += 1;
        house.pass(envelope, this);
        return Promise.resolve(house.answer);
      },
      visitOf: (conversation) => (side === "patient" ? house.visit : conversation),
      conversationOf: (visit) => (side === "patient" ? VISIT : visit),
      greeting: () => (side === "patient" ? { type: "card", name: "Ana Diaz" } : null),
      onCard: (_conversation, card) => (this.card = card),
      onErased: () => (this.card = null),
      onColleague: (peer, due) => brief(this.desk, peer, due),
      onTeam: (peer, content) => (side === "team" ? hear(this.desk, peer, content) : []),
      byline: () => claimed,
      admit: (line, letters) => this.admit(line, letters),
    });
    this.desk.courier.setOnline(true);
  }

  /** Resolves when everything that has come has been opened. */
  async settled(): Promise<void> {
    const { courier } = this.desk;
    for (const { peer } of courier.lines) await courier.settled(peer.visit);
  }

  meet(others: readonly Page[]): void {
    const met = others.filter(({ side }) => side === "team" || this.side === "team");
    const visit = this.side === "patient" ? VISIT : this.house.visit;
    if (this.side === "patient" || met.some(({ side }) => side === "patient"))
      this.desk.dispatch({ type: "visit_present", visit });
    this.desk.courier.setPeers(met.map((other) => other.asPeer(other.side === this.side ? "own" : "other")));
  }

  asPeer(side: Side): Peer {
    const { page, publicKey, proof } = this.keys;
    return {
      visit: this.house.visit,
      page,
      publicKey,
      proof,
      connected: true,
      since: 0,
      side,
      name: this.name,
    };
  }

  /** The visit is over, as far as this page can tell: it forgets the lines, and the conversation where nothing shows it. */
  giveUp(): void {
    this.meet([...this.house.pages].filter((each) => each !== this && each.side === this.side));
    this.desk.courier.endVisit(VISIT);
    this.desk.dispatch({ type: "visit_left", visit: VISIT });
  }

  write(text: string): void {
    expect(this.desk.send(VISIT, text)).toBeNull();
  }

  read(): void {
    this.desk.dispatch({ type: "chat_opened", visit: VISIT });
  }

  get messages(): readonly Message[] {
    return this.#messagesOf(VISIT);
  }

  get nextVisit(): readonly string[] {
    return this.#messagesOf("v2").map(({ text, status }) => `${text} ${status}`);
  }

  #messagesOf(conversation: string): readonly Message[] {
    return this.desk.chat.value.conversations.get(conversation)?.messages ?? [];
  }

  get shows(): readonly string[] {
    return this.messages.map(({ text, status }) => `${text} ${status}`);
  }
}

export const eventually = (check: () => void) => vi.waitFor(check, { interval: 2, timeout: 30_000 });
