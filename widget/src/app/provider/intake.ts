/**
 * How much of one patient's a provider's page takes, so that a page that floods it does not spoil the others' waiting room. What
 * is not taken is not acknowledged: it stays on the patient's page and comes once there is room. docs/protocol.md gives reasons
 * for the figures.
 */
import { signal } from "@preact/signals-core";
import { unreadIds } from "../chatbox";
import type { Opened } from "../delivery/courier";
import type { Line } from "../delivery/line";
import { WINDOW } from "../delivery/link";
import type { Desk } from "../session/desk";

/** How much a page takes of one patient. */
export interface Caps {
  /** Messages that nobody has seen on this page. */
  readonly unread: number;
  /** Messages of the patient in a conversation, read or not. */
  readonly messages: number;
  /** Ids that the patient's page says it has read and no message here has: a colleague's, which may still come. The oldest are forgotten. */
  readonly strayReceipts: number;
  /** What the patient's page has not acknowledged: one that sends and never acknowledges makes this grow. */
  readonly waiting: number;
}

export const CAPS: Caps = {
  unread: 1_000,
  messages: 5_000,
  strayReceipts: 1_000,
  waiting: 1_000,
};

export class Intake {
  /** Visits that may fill the page with what is on its way: the others need no look each time that the page is drawn. */
  readonly #near = signal<ReadonlySet<string>>(new Set());
  /** The ids that the patient's pages of each visit say they have read. */
  readonly #read = new Map<string, Set<string>>();

  constructor(
    private readonly desk: Desk,
    private readonly caps: Caps = CAPS,
  ) {}

  /** Of letters that came together on a line, what there is room for. */
  admit({ peer, taken }: Pick<Line, "peer" | "taken">, letters: readonly Opened[]): readonly Opened[] {
    if (peer.side === "own") return letters;
    this.#forgetStrays(peer.visit);
    let room = this.#roomFor(peer.visit);
    let next = taken + 1;
    return letters.map((letter) => {
      const known = letter.seq === 0 ? 0 : Math.max(0, next - letter.seq);
      const contents = letter.contents.slice(0, known + room);
      this.#note(peer.visit, contents);
      const news = Math.max(0, contents.length - known);
      room -= news;
      if (letter.seq === next - known) next += news;
      return { ...letter, contents };
    });
  }

  /** Whether what comes of a visit is not taken for now. */
  isFull(visit: string): boolean {
    return this.#near.value.has(visit) && this.#room(visit) === 0;
  }

  /** Forgets what is noted of visits that are erased. */
  forgetErased(): void {
    const { conversations } = this.desk.chat.value;
    const near = [...this.#near.value].filter((visit) => conversations.has(visit));
    if (near.length < this.#near.value.size) this.#near.value = new Set(near);
    for (const visit of this.#read.keys()) if (!conversations.has(visit)) this.#read.delete(visit);
  }

  /** Of how many visits something is noted. */
  get noted(): number {
    return new Set([...this.#near.value, ...this.#read.keys()]).size;
  }

  #note(visit: string, contents: Opened["contents"]): void {
    const read = this.#read.get(visit) ?? new Set();
    for (const content of contents) if (content?.type === "read") for (const id of content.ids) read.add(id);
    this.#read.set(visit, read);
  }

  /** Receipts may come before the replies that they are for. Where those never come, only the newest receipts are kept. */
  #forgetStrays(visit: string): void {
    const read = this.#read.get(visit) ?? new Set();
    if (read.size <= this.caps.strayReceipts) return;
    const here = new Set(this.desk.messagesOf(visit).map(({ id }) => id));
    const strays = [...read].filter((id) => !here.has(id));
    this.#read.set(visit, new Set(strays.slice(-this.caps.strayReceipts))); // so that there is nothing to do here for a while
    const { readElsewhere } = this.desk.receiptsOf(visit);
    for (const id of strays.slice(0, -this.caps.strayReceipts)) readElsewhere.delete(id);
  }

  #roomFor(visit: string): number {
    const room = this.#room(visit);
    const near = this.#near.peek();
    if (room <= WINDOW && !near.has(visit)) this.#near.value = new Set(near).add(visit);
    return room;
  }

  #room(visit: string): number {
    const { desk, caps } = this;
    const conversation = desk.chat.value.conversations.get(visit);
    if (conversation === undefined) return caps.unread;
    const { messages } = conversation;
    const received = messages.filter(({ direction }) => direction === "received").length;
    const room = Math.min(caps.unread - unreadIds(conversation).length, caps.messages - received);
    return waitingFor(desk, visit) >= caps.waiting ? 0 : Math.max(0, room);
  }
}

/** On the lines to pages that are there; those of pages that are gone wait for ever. */
function waitingFor(desk: Desk, visit: string): number {
  const lines = [...desk.courier.lines].filter(
    ({ peer, present }) => present && peer.visit === visit && peer.side === "other",
  );
  return Math.max(0, ...lines.map(({ waiting }) => waiting));
}
