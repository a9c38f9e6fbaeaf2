/** What a page keeps of one line to another page, about one visit: who is there, and both streams. */
import type { Content } from "./content";
import * as link from "./link";
import { sharedKey, type PageIdentity, type PageKeys } from "./sealing";

/** How much goes in one letter, in characters of JSON, unless one content alone is longer: even where all take three bytes, within the server's limit. */
const LETTER = 5_000;

/** Where a page stands: at the other end of the conversation, or at this one, as a colleague's page. */
export type Side = "other" | "own";

/** Another page that can be written to, about one visit. */
export interface Peer extends PageIdentity {
  readonly visit: string;
  readonly connected: boolean;
  /** When its connection began, by the server: what was sent on an older one may be lost. */
  readonly since: number;
  readonly side: Side;
  /** The provider's name, by the server's word; null for a patient's page. */
  readonly name: string | null;
}

/** An envelope as it comes in. */
export interface Delivered {
  readonly visit: string;
  readonly sender: string;
  readonly seq: number;
  readonly sealed: string;
}

export class Line {
  /** Whether the page is among those that can be written to now. */
  present = false;
  /** Since when it is not, in milliseconds since the epoch; 0 while it is. */
  missingSince = 0;
  /** Missing for so long that it counts as gone. */
  gone = false;
  /** What was taken and not yet acknowledged to the other page. */
  owesAck = false;
  pumping = false;
  stalledAt = 0;
  /** What has come and waits until what came before it has been taken. */
  readonly unopened: Delivered[] = [];
  opening: Promise<void> | null = null;
  #state = link.newLink<Content>();
  #key: Promise<CryptoKey> | null = null;

  /** `epoch`: how often the line has begun again. The newest of both pages counts, and numbers both streams from 1. */
  constructor(
    private readonly keys: PageKeys,
    public peer: Peer,
    public epoch: number,
  ) {}

  /** Made when it is first needed: most lines between colleagues stay silent. Rejects where the other's key is none. */
  key(): Promise<CryptoKey> {
    return (this.#key ??= sharedKey(this.keys, this.peer));
  }

  /** The last number taken from the other page. */
  get taken(): number {
    return this.#state.taken;
  }

  /** Whether the other page may count otherwise than on a new line. */
  get isUsed(): boolean {
    return this.epoch + this.taken > 0 || this.#state.nextSeq > 1;
  }

  /** How many contents the other page has not acknowledged. */
  get waiting(): number {
    return this.#state.waiting.length;
  }

  /** Both streams begin again. Gives what the other page has not acknowledged. */
  restart(epoch: number): readonly Content[] {
    const { waiting } = this.#state;
    this.epoch = epoch;
    this.stalledAt = 0;
    this.#state = link.newLink();
    return waiting.map(({ content }) => content);
  }

  post(content: Content): void {
    if (this.waiting === 0) this.stalledAt = 0;
    this.#state = link.post(this.#state, content);
  }

  /** Takes what is to be sent next as sent. */
  next(): link.Batch<Content> | null {
    const next = link.nextToSend(this.#state, sizeOf, LETTER);
    if (next !== null) this.#state = link.markSent(this.#state, next.seq + next.contents.length - 1);
    return next;
  }

  rewind(): void {
    this.#state = link.rewind(this.#state);
    this.stalledAt = 0;
  }

  /** Gives what the other page has now, and did not have before. */
  acknowledge(ack: number): readonly Content[] {
    const { link: state, arrived } = link.acknowledge(this.#state, ack);
    this.#state = state;
    if (arrived.length > 0) this.stalledAt = 0;
    return arrived;
  }

  /** Gives those that did not come before, and do not come too early. */
  take<Taken>(batch: link.Batch<Taken>): readonly Taken[] {
    const { link: state, news } = link.take(this.#state, batch);
    this.#state = state;
    return news;
  }
}

function sizeOf(content: Content): number {
  return JSON.stringify(content).length;
}
