/** What a page has had, and what of it a person has seen: also what is erased before anybody looks at the page. */
import type { ChatState, Conversation } from "../src/app/chatbox";

/** Texts, each told once. */
class Texts {
  readonly #ever = new Set<string>();
  #new: string[] = [];

  add(conversation: Conversation | undefined): void {
    for (const { id, text } of conversation?.messages ?? []) {
      if (this.#ever.has(id)) continue;
      this.#ever.add(id);
      this.#new.push(text);
    }
  }

  /** Those that were added since this was asked before. */
  take(): readonly string[] {
    const taken = this.#new;
    this.#new = [];
    return taken;
  }
}

export class Trace {
  readonly had = new Texts();
  /** Goes by the document, not by what the session takes the page for. */
  readonly shown = new Texts();

  note({ box, conversations }: ChatState): void {
    for (const conversation of conversations.values()) this.had.add(conversation);
    if (box.state === "open" && document.visibilityState === "visible")
      this.shown.add(conversations.get(box.visit));
  }
}
