/** What a page keeps of one line to another page, about one visit: who is there, and both streams. */
import type { Content } from "./content";
import * as link from "./link";
import { sharedKey, type PageKeys } from "./sealing";

/** Where a page stands: at the other end of the conversation, or at this one, as a colleague's page. */
export type Side = "other" | "own";

/** Another page that can be written to, about one visit. */
export interface Peer {
  readonly visit: string;
  readonly page: string;
  readonly publicKey: string;
  readonly connected: boolean;
  /** When its connection began, by the server: what was sent on an older one may be lost. */
  readonly since: number;
  readonly side: Side;
}

export class Line {
  /** Whether the page is among those that can be written to now. */
  present = false;
  /** Since when it is not, and for how long by now, in milliseconds; 0 while it is. */
  missingSince = 0;
  missingFor = 0;
  /** What was taken and not yet acknowledged to the other page. */
  owesAck = false;
  pumping = false;
  stalledAt = 0;
  /** Letters are opened one after the other, so that they are taken in the order in which they came. */
  opening: Promise<void> = Promise.resolve();
  #state = link.newLink<Content>();
  #key: Promise<CryptoKey> | null = null;

  constructor(
    private readonly keys: PageKeys,
    public peer: Peer,
  ) {}

  /** Made when it is first needed: most lines between colleagues stay silent. Rejects where the other's key is none. */
  key(): Promise<CryptoKey> {
    return (this.#key ??= sharedKey(this.keys, this.peer));
  }

  /** The last number taken from the other page. */
  get taken(): number {
    return this.#state.taken;
  }

  isWaiting(): boolean {
    return this.#state.waiting.length > 0;
  }

  post(content: Content): void {
    if (!this.isWaiting()) this.stalledAt = 0;
    this.#state = link.post(this.#state, content);
  }

  next(): link.Numbered<Content> | null {
    return link.nextToSend(this.#state);
  }

  markSent(seq: number): void {
    this.#state = link.markSent(this.#state, seq);
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

  /** Takes a number; false where it came before, or comes too early. */
  take(seq: number): boolean {
    const isNext = link.isNext(this.#state, seq);
    this.#state = link.take(this.#state, seq);
    return isNext;
  }
}
