/**
 * One page's conversations at work: the chat box's machine on one side, the courier on the other. What a person writes goes
 * through here to the other pages, and what they send comes through here to the screen.
 */
import { signal } from "@preact/signals-core";
import { EMPTY, step, type ChatState, type Effect, type Input, type Message } from "../chatbox";
import type { Content } from "../delivery/content";
import { Courier, type Address, type Envelope, type Peer } from "../delivery/courier";
import type { PageKeys } from "../delivery/sealing";
import { checkText, type TextProblem } from "../delivery/text";
import type { ServerClock } from "./clock";
import { Typing } from "./typing";

export interface DeskPorts {
  relay(envelope: Envelope): void;
  /** The pages at the other end of a conversation. */
  pagesOf(conversation: string): readonly Address[];
  conversationOf(peer: Peer): string;
  /** What a page that appears is told first; null for nothing. */
  greeting(): Content | null;
  onCard(conversation: string, name: string): void;
  onErased(conversation: string): void;
  /** The name that goes with this side's messages; null where there is only one person. */
  byline(): string | null;
}

export class Desk {
  readonly chat = signal<ChatState>(EMPTY);
  readonly typing = new Typing();
  readonly courier: Courier;

  constructor(
    keys: PageKeys,
    private readonly clock: ServerClock,
    private readonly ports: DeskPorts,
  ) {
    this.courier = new Courier(keys, {
      relay: (envelope) => ports.relay(envelope),
      onAppeared: (peer) => this.#greet(peer),
      onContent: (peer, content) => this.#take(ports.conversationOf(peer), content),
      onArrived: (peer, contents) => this.#arrived(ports.conversationOf(peer), contents),
    });
  }

  dispatch(input: Input): void {
    const { state, effects } = step(this.chat.value, input);
    this.chat.value = state;
    for (const effect of effects) this.#carryOut(effect);
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
    this.dispatch({ type: "message_added", visit: conversation, message });
    this.dispatch({ type: "draft_changed", visit: conversation, draft: "" });
    this.typing.begin();
    for (const page of this.ports.pagesOf(conversation)) this.courier.post(page, this.#asContent(message));
    return null;
  }

  setDraft(conversation: string, draft: string): void {
    this.dispatch({ type: "draft_changed", visit: conversation, draft });
    if (draft === "" || !this.typing.shouldSay(Date.now())) return;
    for (const page of this.ports.pagesOf(conversation)) this.courier.whisper(page, { type: "typing" });
  }

  /** Whether something that was written here has not reached the other side. */
  holdsUndelivered(): boolean {
    return [...this.chat.value.conversations.values()].some(({ messages }) =>
      messages.some(({ status }) => status === "sending"),
    );
  }

  #greet(peer: Peer): void {
    const greeting = this.ports.greeting();
    if (greeting !== null) this.courier.post(peer, greeting);
    const conversation = this.chat.value.conversations.get(this.ports.conversationOf(peer));
    for (const message of conversation?.messages ?? []) {
      if (message.direction === "sent" && (message.status === "sending" || message.status === "delivered")) {
        this.courier.post(peer, this.#asContent(message)); // nobody has seen it: this page must have it too
      }
    }
  }

  #take(conversation: string, content: Content): void {
    switch (content.type) {
      case "card":
        this.ports.onCard(conversation, content.name);
        break;
      case "message":
        this.typing.stops(conversation);
        this.dispatch({ type: "message_added", visit: conversation, message: this.#asReceived(content) });
        break;
      case "read":
        this.dispatch({ type: "status_changed", visit: conversation, ids: content.ids, status: "read" });
        break;
      case "typing":
        this.typing.shows(conversation);
        break;
      default:
        content satisfies never;
    }
  }

  #arrived(conversation: string, contents: readonly Content[]): void {
    const ids = contents.flatMap((content) => (content.type === "message" ? [content.id] : []));
    if (ids.length > 0)
      this.dispatch({ type: "status_changed", visit: conversation, ids, status: "delivered" });
  }

  #carryOut(effect: Effect): void {
    switch (effect.type) {
      case "read":
        for (const page of this.ports.pagesOf(effect.visit)) {
          this.courier.post(page, { type: "read", ids: effect.ids });
        }
        break;
      case "erased":
        this.typing.stops(effect.visit);
        this.ports.onErased(effect.visit);
        break;
      default:
        effect satisfies never;
    }
  }

  #asContent(message: Message): Content {
    const at = message.at + this.clock.now() - Date.now();
    return { type: "message", id: message.id, text: message.text, at, by: this.ports.byline() };
  }

  #asReceived(content: Extract<Content, { type: "message" }>): Message {
    const at = Math.min(this.clock.toLocal(content.at), Date.now()); // a clock that is ahead must not sort after now
    return {
      id: content.id,
      direction: "received",
      text: content.text,
      at,
      by: content.by,
      status: "delivered",
    };
  }
}
