/**
 * Brings contents to other pages, reliably and in order, and takes what they send. One line for each visit and other page; it
 * lasts as long as the visit, also while the page is away, so that both ends always count alike.
 */
import type { Content, Letter } from "./content";
import { parseLetter } from "./content";
import * as link from "./link";
import { open, seal, sharedKey, type PageKeys } from "./sealing";

/** Another page that can be written to, about one visit. */
export interface Peer {
  readonly visit: string;
  readonly page: string;
  readonly publicKey: string;
  readonly connected: boolean;
}

export interface Envelope {
  readonly visit: string;
  readonly to: string;
  readonly seq: number;
  readonly sealed: string;
}

export interface Delivered {
  readonly visit: string;
  readonly sender: string;
  readonly seq: number;
  readonly sealed: string;
}

export interface CourierPorts {
  /** Hand an envelope to the server, in order. Whether it got anywhere only the other page can tell. */
  relay(envelope: Envelope): void;
  /** A page that was not there before, or not for a while: what it lacks can be posted now. */
  onAppeared(peer: Peer): void;
  onContent(peer: Peer, content: Content): void;
  /** The other page has these now. */
  onArrived(peer: Peer, contents: readonly Content[]): void;
}

/** How long a stream may stand still before it is sent again, in milliseconds: well above a slow phone's round trip. */
export const RESEND_AFTER = 5_000;

/** Where a line leads. */
export type Address = Pick<Peer, "visit" | "page">;

function idOf({ visit, page }: Address): string {
  return `${visit} ${page}`;
}

interface Line {
  peer: Peer;
  /** Whether the page is among those that can be written to now. */
  present: boolean;
  state: link.Link<Content>;
  readonly key: Promise<CryptoKey>;
  /** What was taken and not yet acknowledged to the other page. */
  owesAck: boolean;
  pumping: boolean;
  stalledAt: number;
  /** Letters are opened one after the other, so that they are taken in the order in which they came. */
  opening: Promise<void>;
}

export class Courier {
  readonly #lines = new Map<string, Line>();
  #online = false;

  constructor(
    private readonly keys: PageKeys,
    private readonly ports: CourierPorts,
  ) {}

  /** Everyone who can be written to now. A page that is there or connected again is sent what it lacks. */
  setPeers(peers: readonly Peer[]): void {
    const present = new Set(peers.map(idOf));
    for (const [id, line] of this.#lines) line.present &&= present.has(id);
    for (const peer of peers) this.#meet(peer);
  }

  /** The visit is over: nothing more comes or goes. */
  endVisit(visit: string): void {
    for (const [id, { peer }] of this.#lines) if (peer.visit === visit) this.#lines.delete(id);
  }

  /** The page's own connection came or went. */
  setOnline(online: boolean): void {
    this.#online = online;
    if (online) for (const line of this.#lines.values()) this.#resend(line);
  }

  /** Post for certain: kept until the other page has it. */
  post(to: Address, content: Content): void {
    const line = this.#lines.get(idOf(to));
    if (line === undefined) return;
    if (line.state.waiting.length === 0) line.stalledAt = 0;
    line.state = link.post(line.state, content);
    void this.#pump(line);
  }

  /** Send once, now or never. */
  whisper(to: Address, content: Content): void {
    const line = this.#lines.get(idOf(to));
    if (line !== undefined && this.#isOpen(line)) void this.#send(line, 0, content);
  }

  /** An envelope came in. */
  receive(delivered: Delivered): void {
    const line = this.#lines.get(idOf({ visit: delivered.visit, page: delivered.sender }));
    if (line === undefined) return;
    line.opening = line.opening.then(() => this.#take(line, delivered));
  }

  /** Resolves when everything that has come from a page has been opened. */
  settled(from: Address): Promise<void> {
    return this.#lines.get(idOf(from))?.opening ?? Promise.resolve();
  }

  /** To be called now and then: streams that stand still are sent again. */
  nudge(now: number): void {
    for (const line of this.#lines.values()) {
      if (line.state.waiting.length === 0) continue;
      if (line.stalledAt === 0) line.stalledAt = now;
      else if (now - line.stalledAt >= RESEND_AFTER) this.#resend(line);
    }
  }

  #meet(peer: Peer): void {
    const line = this.#lines.get(idOf(peer)) ?? this.#newLine(peer);
    const appeared = !line.present;
    const returned = peer.connected && !line.peer.connected;
    line.peer = peer;
    line.present = true;
    if (appeared) this.ports.onAppeared(peer);
    if (appeared || returned) this.#resend(line);
  }

  #newLine(peer: Peer): Line {
    const line: Line = {
      peer,
      present: false,
      state: link.newLink(),
      key: sharedKey(this.keys, peer),
      owesAck: false,
      pumping: false,
      stalledAt: 0,
      opening: Promise.resolve(),
    };
    line.key.catch(() => undefined); // whoever uses it meets the failure
    this.#lines.set(idOf(peer), line);
    return line;
  }

  #isOpen(line: Line): boolean {
    return this.#online && line.present && line.peer.connected && this.#lines.get(idOf(line.peer)) === line;
  }

  #resend(line: Line): void {
    line.state = link.rewind(line.state);
    line.stalledAt = 0;
    void this.#pump(line);
  }

  async #pump(line: Line): Promise<void> {
    if (line.pumping) return;
    line.pumping = true;
    for (
      let next = link.nextToSend(line.state);
      next !== null && this.#isOpen(line);
      next = link.nextToSend(line.state)
    ) {
      line.state = link.markSent(line.state, next.seq);
      await this.#send(line, next.seq, next.content);
    }
    line.pumping = false;
  }

  /** Resolves once the envelope has been handed to the connection, in order. */
  async #send(line: Line, seq: number, content: Content | null): Promise<void> {
    const { visit, page: to } = line.peer;
    const letter: Letter = { ack: line.state.taken, content };
    line.owesAck = false;
    try {
      const sealed = await seal(await line.key, JSON.stringify(letter), {
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

  async #take(line: Line, { visit, sender, seq, sealed }: Delivered): Promise<void> {
    let letter: Letter;
    try {
      letter = parseLetter(
        await open(await line.key, sealed, { from: sender, to: this.keys.page, visit, seq }),
      );
    } catch {
      return; // altered, or not from the page it names: as if it had never come
    }
    const { link: acknowledged, arrived } = link.acknowledge(line.state, letter.ack);
    line.state = acknowledged;
    if (arrived.length > 0) {
      line.stalledAt = 0;
      this.ports.onArrived(line.peer, arrived);
      void this.#pump(line);
    }
    if (seq > 0) this.#takeNumbered(line, seq, letter.content);
    else if (letter.content !== null) this.ports.onContent(line.peer, letter.content);
  }

  #takeNumbered(line: Line, seq: number, content: Content | null): void {
    const isNext = link.isNext(line.state, seq);
    line.state = link.take(line.state, seq);
    line.owesAck = true;
    if (isNext && content !== null) this.ports.onContent(line.peer, content);
    queueMicrotask(() => {
      if (line.owesAck && this.#isOpen(line)) void this.#send(line, 0, null); // nothing went that could carry it
    });
  }
}
