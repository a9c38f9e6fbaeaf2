/**
 * One page's conversations at work: the chat box's machine on one side, the courier on the other. What a person writes goes
 * through here to the other pages, and what they send comes through here to the screen.
 */
import { batch, effect, signal } from "@preact/signals-core";
import { EMPTY, step, type ChatState, type Effect, type Input, type Message } from "../chatbox";
import type { Content } from "../delivery/content";
import { Courier, type Envelope, type Peer } from "../delivery/courier";
import type { PageKeys } from "../delivery/sealing";
import { checkText, type TextProblem } from "../delivery/text";
import type { Answer } from "../live/connection";
import type { ServerClock } from "./clock";
import { asContent, asMessage, type MessageContent } from "./messages";
import { nextFrame } from "./frame";
import { Receipts } from "./receipts";
import { Typing } from "./typing";

export interface DeskPorts {
  relay(envelope: Envelope): Promise<Answer>;
  /** The visit that a conversation is about. */
  visitOf(conversation: string): string;
  conversationOf(visit: string): string;
  /** What a page on the other side that appears is told first; null for nothing. */
  greeting(): Content | null;
  onCard(conversation: string, name: string): void;
  onErased(conversation: string): void;
  /** The name that goes with this side's messages; null where there is only one person. */
  byline(): string | null;
}

/** How long an end may be put off for messages that are on their way, in milliseconds. */
export const LAST_MESSAGES_WITHIN = 3_000;

const IDS_IN_ONE = 100; // an envelope takes some four hundred

const REST = 1_000; // ms, where the server does not say for how long

export class Desk {
  readonly chat = signal<ChatState>(EMPTY);
  readonly typing = new Typing();
  readonly courier: Courier;
  readonly #receipts = new Map<string, Receipts>();

  constructor(
    keys: PageKeys,
    private readonly clock: ServerClock,
    private readonly ports: DeskPorts,
  ) {
    this.courier = new Courier(keys, {
      relay: (envelope) => void this.#relay(envelope),
      onAppeared: (peer) => this.#greet(peer),
      onNews: (peer, { arrived, contents }) => {
        batch(() => {
          this.#arrived(peer, arrived);
          this.dispatch(...contents.flatMap((content) => this.#take(peer, content)));
        });
        return nextFrame();
      },
    });
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
    for (const page of this.#pagesOf(visit)) this.#give(visit, page, message);
    for (const page of this.courier.pages(visit, "own")) this.courier.post(page, this.#asContent(message));
    return null;
  }

  setDraft(conversation: string, draft: string): void {
    this.dispatch({ type: "draft_changed", visit: conversation, draft });
    if (draft === "" || !this.typing.shouldSay(Date.now())) return;
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

  #give(visit: string, page: string, message: Message): void {
    this.#receiptsOf(this.ports.conversationOf(visit)).give(message.id, page);
    this.courier.post({ visit, page }, this.#asContent(message));
  }

  /** A page that appears on the other side must have what nobody has seen, whoever on this side wrote it. */
  #greet({ visit, page, side }: Peer): void {
    if (side === "own") return;
    const greeting = this.ports.greeting();
    if (greeting !== null) this.courier.post({ visit, page }, greeting);
    const conversation = this.ports.conversationOf(visit);
    const receipts = this.#receiptsOf(conversation);
    for (const message of this.#unseen(conversation)) {
      if (!receipts.wasGiven(message.id, page)) this.#give(visit, page, message);
    }
  }

  /** Gives what it comes to in the box. */
  #take({ visit, page, side }: Peer, content: Content): readonly Input[] {
    const conversation = this.ports.conversationOf(visit);
    switch (content.type) {
      case "card":
        if (side === "other") this.ports.onCard(conversation, content.name);
        return [];
      case "message":
        return [
          side === "own" ? this.#takeReply(visit, page, content) : this.#takeMessage(conversation, content),
        ];
      case "delivered":
        return side === "own" ? [this.#hold(visit, this.#pagesOf(visit), content.ids)] : [];
      case "read":
        this.#receiptsOf(conversation).read(content.ids);
        return [{ type: "status_changed", visit: conversation, ids: content.ids, status: "read" }];
      case "typing":
        if (side === "other") this.typing.shows(conversation);
        return [];
      default:
        return content satisfies never;
    }
  }

  #takeMessage(conversation: string, content: MessageContent): Input {
    this.typing.stops(conversation);
    const status = this.#receiptsOf(conversation).wasRead(content.id) ? "read" : "delivered";
    const message = asMessage(content, this.clock, { direction: "received", status });
    return { type: "message_added", visit: conversation, message };
  }

  /** A colleague's reply: shown as written on this side, and kept for the patient in case the colleague's page goes. */
  #takeReply(visit: string, author: string, content: MessageContent): Input {
    const conversation = this.ports.conversationOf(visit);
    const receipts = this.#receiptsOf(conversation);
    receipts.writtenBy(content.id, author);
    for (const page of this.#pagesOf(visit)) receipts.give(content.id, page);
    const message = asMessage(content, this.clock, { direction: "sent", status: "sending" });
    return { type: "message_added", visit: conversation, message };
  }

  #arrived({ visit, page, side }: Peer, contents: readonly Content[]): void {
    const ids = contents.flatMap((content) => (content.type === "message" ? [content.id] : []));
    if (side === "own" || ids.length === 0) return;
    this.dispatch(this.#hold(visit, [page], ids));
    for (const colleague of this.courier.pages(visit, "own")) {
      this.courier.post(colleague, { type: "delivered", ids });
    }
  }

  #hold(visit: string, pages: readonly string[], ids: readonly string[]): Input {
    const conversation = this.ports.conversationOf(visit);
    const receipts = this.#receiptsOf(conversation);
    for (const id of ids) for (const page of pages) receipts.hold(id, page);
    return { type: "status_changed", visit: conversation, ids, status: "delivered" };
  }

  /** What is shown as delivered must still be on a page, and what a colleague's page left behind must go on its way. */
  #audit(conversation: string): void {
    const visit = this.ports.visitOf(conversation);
    const receipts = this.#receiptsOf(conversation);
    const { lost, back, orphaned } = receipts.audit(this.#unseen(conversation), {
      isThere: (page) => this.courier.isThere({ visit, page }),
      isConnected: (page) => this.courier.isConnected({ visit, page }),
    });
    if (lost.length > 0) this.dispatch({ type: "messages_lost", visit: conversation, ids: lost });
    if (back.length > 0)
      this.dispatch({ type: "status_changed", visit: conversation, ids: back, status: "delivered" });
    for (const message of orphaned) {
      receipts.adopt(message.id);
      for (const page of this.#pagesOf(visit)) this.#give(visit, page, message); // shown once, whoever brings it
    }
  }

  #receiptsOf(conversation: string): Receipts {
    const known = this.#receipts.get(conversation);
    if (known !== undefined) return known;
    const receipts = new Receipts();
    this.#receipts.set(conversation, receipts);
    return receipts;
  }

  #pagesOf(visit: string): readonly string[] {
    return this.courier.pages(visit, "other").map(({ page }) => page);
  }

  /** What was written on this side and not read on the other. */
  #unseen(conversation: string): readonly Message[] {
    const messages = this.chat.value.conversations.get(conversation)?.messages ?? [];
    return messages.filter(
      ({ direction, status }) => direction === "sent" && (status === "sending" || status === "delivered"),
    );
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
        this.ports.onErased(each.visit);
        break;
      default:
        each satisfies never;
    }
  }

  #asContent(message: Message): Content {
    return asContent(message, this.clock, this.ports.byline());
  }
}
