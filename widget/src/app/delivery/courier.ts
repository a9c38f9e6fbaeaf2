/**
 * Brings contents to other pages, reliably and in order, and takes what they send. There is one line for each visit and other
 * page. It lasts as long as the visit, also while the page is away. A visit that is over may come back: the server was restarted
 * while the patient's page slept. This page has forgotten the line by then and the other page may not have, so a line that is
 * made again counts in the next epoch, and the other page restarts its end when it hears of that.
 */
import type { Content, Letter } from "./content";
import type { Batch } from "./link";
import { Line, type Delivered, type Peer, type Side } from "./line";
import { parseLetter } from "./content";
import { open, seal, type PageKeys } from "./sealing";

export type { Delivered, Peer, Side } from "./line";

export interface Envelope {
  readonly visit: string;
  readonly to: string;
  readonly seq: number;
  readonly sealed: string;
}

/** A letter, and the number of its first content in the stream; 0 outside of it. */
export type Opened = Letter & { readonly seq: number };

export interface CourierPorts {
  /** Hand an envelope to the server, in order. Whether it got anywhere only the other page can tell. */
  relay(envelope: Envelope): void;
  /** A page that was not there for a while: what it lacks can be posted now. */
  onAppeared(peer: Peer): void;
  /** A line begins, or begins again: the other page has nothing that it was sent before. `waiting` was still to be sent. */
  onBegun(peer: Peer, waiting: readonly Content[]): void;
  /** The line to a page that is not there is forgotten, as there are too many. Should the page come back, the line begins again. */
  onForgotten(peer: Peer): void;
  /** Of letters that have come, what may be taken now. What is left out is not acknowledged, so the other page sends it again. */
  admit(line: Line, letters: readonly Opened[]): readonly Opened[];
  /** What this page's letters say next is opened once the promise resolves. */
  onNews(peer: Peer, news: News): Promise<void> | void;
}

/** What letters that were opened together come to. */
export interface News {
  /** The other page has these now. */
  readonly arrived: readonly Content[];
  /** The other page says this, in order. */
  readonly contents: readonly Content[];
}

/** How long a stream may stand still before it is sent again, in milliseconds: well above a slow phone's round trip. */
export const RESEND_AFTER = 5_000;

/** How long a page may be missing from those that can be written to before it counts as gone, in milliseconds. */
export const GONE_AFTER = 10_000; // a restarted server is told of all its pages within a few seconds

/** Lines of one visit to pages on one side that are not there (any more), and may come back. */
export const MOST_OLD_LINES = 50;

/** Visits of which the page remembers that it has forgotten lines: those of many days, where a ticket lasts for hours. */
export const MOST_ENDED = 10_000;

/** Says nothing. Sent first on a line that begins again, so that the other page hears of the epoch for certain. */
const NOTHING: Content = { type: "read", ids: [] };

/** Where a line leads. */
export type Address = Pick<Peer, "visit" | "page">;

/** The id of the line that leads there. */
export function idOf({ visit, page }: Address): string {
  return `${visit} ${page}`;
}

/** The page that a line leads to. */
export function pageOf(line: string): string {
  return line.slice(line.lastIndexOf(" ") + 1);
}

export class Courier {
  readonly #lines = new Map<string, Line>();
  /** The epoch in which lines of a visit begin: later than all that the page has forgotten. */
  readonly #epochs = new Map<string, number>();
  #online = false;
  #resting: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly keys: PageKeys,
    private readonly ports: CourierPorts,
  ) {}

  /** Everyone who can be written to now. A page that is there or connected again is sent what it lacks. */
  setPeers(peers: readonly Peer[]): void {
    const present = new Set(peers.map(idOf));
    for (const [id, line] of this.#lines) line.present &&= present.has(id);
    for (const peer of peers) this.#meet(peer);
    this.#forgetOld();
  }

  /** The visit is over: nothing more comes or goes, and nothing of it is kept but how often its lines began. */
  endVisit(visit: string): void {
    for (const line of this.#lines.values()) if (line.peer.visit === visit) this.#forget(line);
  }

  /** The page's own connection came or went. */
  setOnline(online: boolean): void {
    this.#online = online;
    if (online) this.#resendAll();
  }

  /** The server asks for a rest, in milliseconds: everything waits, and is sent after it. */
  rest(duration: number): void {
    if (this.#resting !== null) return;
    this.#resting = setTimeout(() => {
      this.#resting = null;
      this.#resendAll();
    }, duration);
  }

  /** The pages on one side of a visit that can be written to now. */
  pages(visit: string, side: Side): readonly Address[] {
    return this.#linesOf(visit, side).flatMap(({ present, peer }) => (present ? [peer] : []));
  }

  /** The pages on one side of a visit, those included that are missing at the moment. */
  known(visit: string, side: Side): readonly Address[] {
    return this.#linesOf(visit, side).map(({ peer }) => peer);
  }

  /** Whether a line's page is there, or may still come back. `nudge` has to be called for this to change by time alone. */
  isThere(id: string): boolean {
    const line = this.#lines.get(id);
    return line !== undefined && (line.present || !this.#isGone(line));
  }

  /** Whether a line's page can be reached now. */
  isConnected(id: string): boolean {
    const line = this.#lines.get(id);
    return line !== undefined && line.present && line.peer.connected;
  }

  /** Whether somebody at the other end of a visit has this name, or had it while the visit lasted. */
  isNamed(visit: string, name: string | null): name is string {
    return this.#linesOf(visit, "other").some(({ peer }) => peer.name === name);
  }

  /** Each line, with how many contents its other page has not acknowledged. */
  get lines(): Iterable<Pick<Line, "peer" | "present" | "epoch" | "waiting">> {
    return this.#lines.values();
  }

  /** Post for certain: kept until the other page has it. */
  post(to: Address, content: Content): void {
    const line = this.#lines.get(idOf(to));
    if (line === undefined) return;
    line.post(content);
    void this.#pump(line);
  }

  /** Post to all pages on one side, those included that are missing at the moment. */
  postToAll(visit: string, side: Side, content: Content): void {
    for (const { peer } of this.#linesOf(visit, side)) this.post(peer, content);
  }

  /** Send once, now or never. */
  whisper(to: Address, content: Content): void {
    const line = this.#lines.get(idOf(to));
    if (line !== undefined && this.#isOpen(line)) void this.#send(line, { seq: 0, contents: [content] });
  }

  /** An envelope came in. */
  receive(delivered: Delivered): void {
    const line = this.#lines.get(idOf({ visit: delivered.visit, page: delivered.sender }));
    if (line === undefined) return;
    line.unopened.push(delivered);
    line.opening ??= this.#openAll(line);
  }

  /** Resolves when everything that has come about a visit has been opened. */
  async settled(visit: string): Promise<void> {
    const about = [...this.#lines.values()].filter(({ peer }) => peer.visit === visit);
    for (const line of about) await line.opening;
  }

  /** To be called now and then, with milliseconds of a clock that never steps: streams that stand still are sent again. */
  nudge(now: number): void {
    for (const line of this.#lines.values()) {
      line.missingSince = line.present ? 0 : line.missingSince || now;
      line.gone = !line.present && now - line.missingSince >= GONE_AFTER;
      if (line.waiting === 0) continue;
      if (line.stalledAt === 0) line.stalledAt = now;
      else if (now - line.stalledAt >= RESEND_AFTER) this.#resend(line);
    }
  }

  /** A page that reloads again and again must not make the others grow. Those that went last stay. */
  #forgetOld(): void {
    const old = [...this.#lines.values()].filter(({ present }) => !present).reverse();
    const kept = new Map<string, number>();
    for (const line of old.sort((one, other) => wentAt(other) - wentAt(one))) {
      const group = `${line.peer.side} ${line.peer.visit}`;
      const count = (kept.get(group) ?? 0) + 1;
      kept.set(group, count);
      if (count <= MOST_OLD_LINES) continue;
      this.#forget(line);
      this.ports.onForgotten(line.peer);
    }
  }

  /** Should the page come back, a line to it begins again. */
  #forget({ peer, epoch, isUsed }: Line): void {
    const { visit } = peer;
    this.#lines.delete(idOf(peer));
    if (!isUsed) return;
    const next = Math.max(epoch + 1, this.#epochs.get(visit) ?? 0);
    this.#epochs.delete(visit); // the newest is the last
    this.#epochs.set(visit, next);
    const [oldest = ""] = this.#epochs.keys();
    if (this.#epochs.size > MOST_ENDED) this.#epochs.delete(oldest);
  }

  #linesOf(visit: string, side: Side): readonly Line[] {
    return [...this.#lines.values()].filter(({ peer }) => peer.visit === visit && peer.side === side);
  }

  /** Missing for long, or replaced by another page. */
  #isGone({ peer, gone }: Line): boolean {
    return gone || this.pages(peer.visit, peer.side).length > 0;
  }

  #meet(peer: Peer): void {
    const line = this.#lines.get(idOf(peer));
    if (line === undefined) {
      this.#begin(peer);
      return;
    }
    const appeared = !line.present;
    const returned = peer.connected && (!line.peer.connected || line.peer.since !== peer.since);
    line.peer = peer;
    line.present = true;
    if (appeared) this.ports.onAppeared(peer);
    if (appeared || returned) this.#resend(line);
  }

  #begin(peer: Peer): void {
    const line = new Line(this.keys, peer, this.#epochs.get(peer.visit) ?? 0);
    this.#lines.set(idOf(peer), line);
    line.present = true;
    if (line.epoch > 0) this.post(peer, NOTHING);
    this.ports.onBegun(peer, []);
  }

  #isOpen(line: Line): boolean {
    const usable = line.present && line.peer.connected && this.#lines.get(idOf(line.peer)) === line;
    return this.#online && this.#resting === null && usable;
  }

  #resendAll(): void {
    for (const line of this.#lines.values()) this.#resend(line);
  }

  #resend(line: Line): void {
    line.rewind();
    void this.#pump(line);
  }

  async #pump(line: Line): Promise<void> {
    if (line.pumping) return;
    line.pumping = true;
    for (let next = this.#nextOf(line); next !== null; next = this.#nextOf(line))
      await this.#send(line, next);
    line.pumping = false;
    if (line.owesAck && this.#isOpen(line)) void this.#send(line, { seq: 0, contents: [] }); // nothing went that could carry it
  }

  #nextOf(line: Line): Batch<Content> | null {
    return this.#isOpen(line) ? line.next() : null;
  }

  /** Resolves once the envelope has been handed to the connection, in order. */
  async #send(line: Line, { seq, contents }: Batch<Content>): Promise<void> {
    const { visit, page: to } = line.peer;
    const letter: Letter = { epoch: line.epoch, ack: line.taken, contents };
    line.owesAck = false;
    try {
      const sealed = await seal(await line.key(), JSON.stringify(letter), {
        from: this.keys.page,
        to,
        visit,
        seq,
      });
      this.ports.relay({ visit, to, seq, sealed });
    } catch {
      line.present = false; // its key is none: it cannot be written to
    }
  }

  /** In order, and all at once what comes meanwhile: a page that has fallen behind catches up in few steps. */
  async #openAll(line: Line): Promise<void> {
    try {
      while (line.unopened.length > 0) {
        const opened = await Promise.all(line.unopened.splice(0).map((each) => this.#open(line, each)));
        await this.#take(line, opened.flat());
      }
    } finally {
      line.opening = null;
    }
  }

  /** Nothing where it was altered, or is not from the page it names: as if it had never come. */
  async #open(line: Line, { visit, sender, seq, sealed }: Delivered): Promise<readonly Opened[]> {
    try {
      const names = { from: sender, to: this.keys.page, visit, seq };
      return [{ seq, ...parseLetter(await open(await line.key(), sealed, names)) }];
    } catch {
      return [];
    }
  }

  #take(line: Line, letters: readonly Opened[]): Promise<void> | void {
    const epoch = Math.max(line.epoch, ...letters.map((letter) => letter.epoch ?? 0));
    if (epoch > line.epoch) this.ports.onBegun(line.peer, line.restart(epoch));
    const current = letters.filter((letter) => (letter.epoch ?? epoch) === epoch); // the others are of streams that are over
    const arrived = current.flatMap(({ ack }) => line.acknowledge(ack));
    const contents = this.ports
      .admit(line, current)
      .flatMap((letter) => this.#newsIn(line, letter))
      .filter((each) => each !== null);
    const taken = this.ports.onNews(line.peer, { arrived, contents });
    void this.#pump(line);
    return taken;
  }

  #newsIn(line: Line, letter: Opened): Opened["contents"] {
    if (letter.seq === 0) return letter.contents;
    line.owesAck = true;
    return line.take(letter);
  }
}

/** When the page went missing; after all that is known where that was just now. */
function wentAt({ missingSince }: Line): number {
  return missingSince || Number.MAX_VALUE;
}
