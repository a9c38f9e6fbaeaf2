/**
 * One page's conversations at work: the chat box's machine on one side, the courier on the other. What a person writes goes
 * through here to the other pages, and what they send comes through here to the screen.
 */
import { batch, effect, signal } from "@preact/signals-core";
import { EMPTY, step, type ChatState, type Effect, type Input, type Message, type Order } from "../chatbox";
import type { Content } from "../delivery/content";
import {
  Courier,
  idOf,
  type Address,
  type CourierPorts,
  type Envelope,
  type News,
  type Peer,
} from "../delivery/courier";
import type { PageKeys } from "../delivery/sealing";
import { checkText, type TextProblem } from "../delivery/text";
import type { Answer } from "../live/connection";
import type { ServerClock } from "./clock";
import { asContent, asMessage, idsOf, isUnseen, type MessageContent } from "./messages";
import { nextFrame } from "./frame";
import { Receipts, type Audit } from "./receipts";
import { Typing } from "./typing";

export interface DeskPorts extends Pick<CourierPorts, "admit"> {
  relay(envelope: Envelope): Promise<Answer>;
  /** The visit that a conversation is about. */
  visitOf(conversation: string): string;
  conversationOf(visit: string): string;
  /** What a page on the other side that appears is told first; null for nothing. */
  greeting(): Content | null;
  onCard(conversation: string, name: string): void;
  onErased(conversation: string): void;
  /** A colleague's page has nothing of this one's. `due`: messages that it is about to be sent. */
  onColleague(peer: Peer, due: readonly string[]): void;
  /** A colleague's page says this, or the patient's that it has read messages: what only a team has to do about it. Gives what it comes to in the box. */
  onTeam(peer: Peer, content: Content): readonly Input[];
  /** The name that goes with this side's messages; null where there is only one person. */
  byline(): string | null;
}

/** How long an end may be put off for messages that are on their way, in milliseconds. */
export const LAST_MESSAGES_WITHIN = 3_000;

const IDS_IN_ONE = 100; // an envelope takes some four hundred

const REST = 1_000; // ms, where the server does not say for how long

type FromPeer = News & { readonly peer: Peer };

export class Desk {
  readonly chat = signal<ChatState>(EMPTY);
  readonly typing = new Typing();
  readonly courier: Courier;
  readonly #receipts = new Map<string, Receipts>();
  /** Until the page has drawn what was taken last. */
  #frame: Promise<void> | undefined;
  /** News that came after the last frame: acknowledged, and applied with the next one. */
  readonly news: FromPeer[] = [];
  /** What was written here last, by conversation: counted in each by itself, so that nobody learns of other conversations. */
  readonly #orders = new Map<string, Order>();

  constructor(
    keys: PageKeys,
    readonly clock: ServerClock,
    private readonly ports: DeskPorts,
  ) {
    this.courier = new Courier(keys, {
      relay: (envelope) => void this.#relay(envelope),
      onAppeared: (peer) => this.#greet(peer),
      admit: ports.admit,
      onBegun: (peer, waiting) => batch(() => this.#begin(peer, waiting)),
      onForgotten: (peer) => this.receiptsOf(ports.conversationOf(peer.visit)).forget(idOf(peer)),
      onNews: (peer, news) => this.#onNews({ peer, ...news }),
    });
  }

  /** Applies the first news at once. Collects what arrives before the next frame, from all pages, and applies it in one step. */
  #onNews(...all: readonly FromPeer[]): Promise<void> | undefined {
    if (this.#frame !== undefined) {
      this.news.push(...all);
      return this.#frame;
    }
    if (all.length === 0) return undefined;
    this.#take(...all);
    this.#frame = nextFrame()?.then(() => {
      this.#frame = undefined;
      void this.#onNews(...this.#pile());
    });
    return this.#frame;
  }

  /** Removes and returns what was collected, without news about visits that were erased meanwhile. */
  #pile(): readonly FromPeer[] {
    const known = this.chat.value.conversations;
    return this.news.splice(0).filter(({ peer }) => known.has(this.ports.conversationOf(peer.visit)));
  }

  /** Applies at once what was collected for the next frame. */
  flush(): void {
    this.#take(...this.#pile());
  }

  /** Steps of the box, seen as one. */
  dispatch(...inputs: readonly Input[]): void {
    const { state, effects } = step(this.chat.value, ...inputs);
    this.chat.value = state;
    for (const each of effects) this.#carryOut(each);
  }

  /** Takes a text to be sent, or says why not. */
  send(conversation: string, raw: string): TextProblem | null {
    const checked = checkText(raw);
    if (!checked.ok) return checked.problem;
    const message: Message = {
      id: crypto.randomUUID(),
      order: this.#nextOrder(conversation),
      direction: "sent",
      text: checked.text,
      at: Date.now(),
      by: null,
      status: "sending",
    };
    this.dispatch(
      { type: "message_added", visit: conversation, message },
      { type: "draft_changed", visit: conversation, draft: "" },
    );
    this.typing.begin();
    const visit = this.ports.visitOf(conversation);
    for (const page of this.courier.known(visit, "other")) this.#give(page, message);
    this.courier.postToAll(visit, "own", this.asContent(message));
    return null;
  }

  #nextOrder(conversation: string): Order {
    const { series, number } = this.#orders.get(conversation) ?? { series: crypto.randomUUID(), number: 0 };
    const order = { series, number: number + 1 };
    this.#orders.set(conversation, order);
    return order;
  }

  setDraft(conversation: string, draft: string): void {
    this.dispatch({ type: "draft_changed", visit: conversation, draft });
    if (draft === "" || !this.typing.shouldSay(performance.now())) return;
    const visit = this.ports.visitOf(conversation);
    for (const page of this.courier.pages(visit, "other")) this.courier.whisper(page, { type: "typing" });
  }

  /** To be called every second or so: what stands still is sent again, and what is lost is seen to be. */
  nudge(now: number): void {
    this.courier.nudge(now);
    for (const { visit, present } of this.chat.value.conversations.values()) if (present) this.#audit(visit);
  }

  /** Whether something that was written here has not reached the other side. */
  holdsUndelivered(conversation?: string): boolean {
    return [...this.chat.value.conversations.values()].some(
      ({ visit, messages }) =>
        (conversation === undefined || visit === conversation) &&
        messages.some(({ status }) => status === "sending"),
    );
  }

  /** Whether messages would be lost with this page: nobody has them, or nobody has seen them and they cannot come again. */
  holdsTheOnlyCopy(): boolean {
    const unseen = [...this.chat.value.conversations.values()].some(
      ({ present, messages }) =>
        !present && messages.some(({ direction, status }) => direction === "received" && status !== "read"),
    );
    return unseen || this.holdsUndelivered();
  }

  /** Resolves once everything written in a conversation has been delivered, or after `within` milliseconds all the same. */
  delivered(conversation: string, within: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => finish(), within);
      const stop = effect(() => {
        if (!this.holdsUndelivered(conversation)) queueMicrotask(() => finish());
      });
      function finish(): void {
        clearTimeout(timer);
        stop();
        resolve();
      }
    });
  }

  async #relay(envelope: Envelope): Promise<void> {
    const answer = await this.ports.relay(envelope);
    if (answer.type === "refused" && answer.code === "too_many") {
      this.courier.rest("retryAfter" in answer ? (answer.retryAfter ?? REST) : REST);
    }
  }

  #give(to: Address, message: Message): void {
    this.receiptsOf(this.ports.conversationOf(to.visit)).give(message.id, idOf(to));
    this.courier.post(to, this.asContent(message));
  }

  /** The page has nothing that it was sent before: it counts as one that appears, and gets what was `waiting` as well. */
  #begin(peer: Peer, waiting: readonly Content[]): void {
    const conversation = this.ports.conversationOf(peer.visit);
    this.receiptsOf(conversation).forget(idOf(peer));
    this.#lose(conversation, this.#audited(conversation).lost);
    if (peer.side === "other") this.#greet(peer, idsOf(waiting));
    else this.ports.onColleague(peer, idsOf(waiting));
    for (const content of waiting)
      if (peer.side === "own" || content.type === "read") this.courier.post(peer, content);
  }

  /** A page that appears on the other side must have what nobody has seen, whoever on this side wrote it, and also `due`. */
  #greet(peer: Peer, due: readonly string[] = []): void {
    if (peer.side === "own") return;
    const greeting = this.ports.greeting();
    if (greeting !== null) this.courier.post(peer, greeting);
    const conversation = this.ports.conversationOf(peer.visit);
    const receipts = this.receiptsOf(conversation);
    for (const message of this.messagesOf(conversation)) {
      const { id } = message;
      const lacks = isUnseen(message) && !receipts.wasGiven(id, idOf(peer));
      const isOurs = !receipts.isWithColleague(id, this.courier); // that page knows better what has been read by now
      if ((lacks && isOurs) || due.includes(id)) this.#give(peer, message);
    }
  }

  /** Gives what it comes to in the box. */

  #take(...all: readonly FromPeer[]): void {
    batch(() => {
      for (const { peer, arrived, contents } of all) {
        this.#arrived(peer, arrived);
        this.dispatch(...contents.flatMap((content) => this.#inputs(peer, content)));
      }
    });
  }

  #inputs(peer: Peer, content: Content): readonly Input[] {
    const { visit, side } = peer;
    const conversation = this.ports.conversationOf(visit);
    switch (content.type) {
      case "card":
        if (side === "other") this.ports.onCard(conversation, content.name);
        return [];
      case "message":
        return side === "own" ? this.ports.onTeam(peer, content) : [this.#takeMessage(peer, content)];
      case "delivered":
        return side === "own" ? this.ports.onTeam(peer, content) : [];
      case "read": {
        const receipts = this.receiptsOf(conversation);
        const ids = content.ids.filter((id) => !receipts.wasRead(id)); // a page may say it again and again
        receipts.read(ids);
        if (side === "other") this.ports.onTeam(peer, { type: "read", ids });
        return [{ type: "status_changed", visit: conversation, ids, status: "read" }];
      }
      case "typing":
        if (side === "other") this.typing.shows(conversation);
        return [];
      default:
        return content satisfies never;
    }
  }

  #takeMessage(peer: Peer, content: MessageContent): Input {
    const conversation = this.ports.conversationOf(peer.visit);
    const { id } = content;
    this.typing.stops(conversation);
    const known = this.messagesOf(conversation).find((each) => each.id === id);
    if (known?.status === "read") this.courier.post(peer, { type: "read", ids: [id] }); // its writer has not heard of it
    const status = this.receiptsOf(conversation).wasRead(id) ? "read" : "delivered";
    const by = this.#writerOf(peer, content.by);
    const message = asMessage({ ...content, by }, this.clock, { direction: "received", status });
    return { type: "message_added", visit: conversation, message };
  }

  /** The sender's name by the server's word; beside it the colleague's whose message it says that it passes on. */
  #writerOf({ visit, name }: Peer, claimed: string | null): string | null {
    if (name === null || claimed === name || !this.courier.isNamed(visit, claimed)) return name;
    return `${name} (${claimed})`;
  }

  #arrived(peer: Peer, contents: readonly Content[]): void {
    const ids = idsOf(contents);
    if (peer.side === "own" || ids.length === 0) return;
    this.dispatch(this.hold(peer, ids));
    this.courier.postToAll(peer.visit, "own", { type: "delivered", ids, page: peer.page });
  }

  /** That a page has messages. */
  hold(holder: Address, ids: readonly string[]): Input {
    const conversation = this.ports.conversationOf(holder.visit);
    const receipts = this.receiptsOf(conversation);
    for (const id of ids) receipts.hold(id, idOf(holder));
    return { type: "status_changed", visit: conversation, ids, status: "delivered" };
  }

  /** What is shown as delivered must still be on a page, and what a colleague's page left behind must go on its way. */
  #audit(conversation: string): void {
    const { lost, back, orphaned } = this.#audited(conversation);
    this.#lose(conversation, lost);
    if (back.length > 0)
      this.dispatch({ type: "status_changed", visit: conversation, ids: back, status: "delivered" });
    for (const message of orphaned) {
      this.receiptsOf(conversation).adopt(message.id);
      for (const page of this.courier.known(this.ports.visitOf(conversation), "other"))
        this.#give(page, message); // shown once, whoever brings it
    }
  }

  #audited(conversation: string): Audit {
    return this.receiptsOf(conversation).audit(this.messagesOf(conversation).filter(isUnseen), this.courier);
  }

  #lose(conversation: string, ids: readonly string[]): void {
    if (ids.length > 0) this.dispatch({ type: "messages_lost", visit: conversation, ids });
  }

  receiptsOf(conversation: string): Receipts {
    const known = this.#receipts.get(conversation);
    if (known !== undefined) return known;
    const receipts = new Receipts();
    this.#receipts.set(conversation, receipts);
    return receipts;
  }

  messagesOf(conversation: string): readonly Message[] {
    return this.chat.value.conversations.get(conversation)?.messages ?? [];
  }

  #carryOut(each: Effect): void {
    switch (each.type) {
      case "read": {
        const visit = this.ports.visitOf(each.visit);
        for (let first = 0; first < each.ids.length; first += IDS_IN_ONE) {
          const content: Content = { type: "read", ids: each.ids.slice(first, first + IDS_IN_ONE) };
          this.courier.postToAll(visit, "other", content);
          this.courier.postToAll(visit, "own", content);
        }
        break;
      }
      case "erased":
        this.typing.stops(each.visit);
        this.#receipts.delete(each.visit);
        this.#orders.delete(each.visit);
        this.ports.onErased(each.visit);
        break;
      default:
        each satisfies never;
    }
  }

  asContent(message: Message): Content {
    return asContent(message, this.clock, this.ports.byline());
  }
}
