/**
 * What a page knows of its side's messages in one conversation: which page was sent which, which page has it, and who wrote it.
 * What is delivered can be lost again, with the page that had it. Pages go by the ids of the lines to them, because the same
 * page in another visit has nothing of this one.
 */
import type { Message } from "../chatbox";

const NOBODY = ""; // no page's id, so that what it wrote counts as orphaned

interface Slip {
  /** Pages that it was posted to: they will have it, if they live. */
  readonly given: Set<string>;
  /** Pages that said that they have it. */
  readonly held: Set<string>;
  /** The colleague's page that wrote it, and looks after it; null for this one. */
  author: string | null;
}

export interface Audit {
  /** Shown as delivered, and no page that had it is there any more. */
  readonly lost: readonly string[];
  /** Shown as on its way, and a page that has it is back. */
  readonly back: readonly string[];
  /** On its way from a colleague's page that cannot be reached: it may be gone for good. */
  readonly orphaned: readonly Message[];
}

interface Pages {
  /** Whether a page is there, or may still come back with all that it has. */
  isThere(page: string): boolean;
  /** Whether it can be reached now. */
  isConnected(page: string): boolean;
}

export class Receipts {
  readonly #slips = new Map<string, Slip>();
  /** Messages that were read, also those that have not come here, or never will. */
  readonly readElsewhere = new Set<string>();

  give(message: string, page: string): void {
    this.#slip(message).given.add(page);
  }

  wasGiven(message: string, page: string): boolean {
    return this.#slips.get(message)?.given.has(page) ?? false;
  }

  /** The page has nothing any more, and looks after nothing. */
  forget(page: string): void {
    for (const slip of this.#slips.values()) {
      slip.given.delete(page);
      slip.held.delete(page);
      if (slip.author === page) slip.author = NOBODY;
    }
  }

  hold(message: string, page: string): void {
    this.#slip(message).held.add(page);
  }

  /** The pages that have it. */
  holders(message: string): Iterable<string> {
    return this.#slips.get(message)?.held ?? [];
  }

  writtenBy(message: string, author: string): void {
    this.#slip(message).author = author;
  }

  /** Whether a colleague's page wrote a message and can be reached: then that page sees to it. */
  isWithColleague(message: string, pages: Pick<Pages, "isConnected">): boolean {
    const author = this.#slips.get(message)?.author ?? null;
    return author !== null && pages.isConnected(author);
  }

  /** This page looks after a colleague's message now. */
  adopt(message: string): void {
    this.#slip(message).author = null;
  }

  /** Read: nothing more can happen to these. On this side it may be known before the message has come here. */
  read(messages: readonly string[]): void {
    for (const each of messages) {
      this.#slips.delete(each);
      this.readElsewhere.add(each);
    }
  }

  wasRead(message: string): boolean {
    return this.readElsewhere.has(message);
  }

  /** Compares what is shown of `messages`, sent and not read, with the pages that are there. */
  audit(messages: readonly Message[], pages: Pages): Audit {
    const held = new Set(messages.filter(({ id }) => this.#isHeld(id, pages)));
    return {
      lost: ids(messages.filter((each) => each.status === "delivered" && !held.has(each))),
      back: ids(messages.filter((each) => each.status === "sending" && held.has(each))),
      orphaned: messages.filter((each) => !held.has(each) && this.#isOrphaned(each.id, pages)),
    };
  }

  #isHeld(message: string, pages: Pages): boolean {
    return [...(this.#slips.get(message)?.held ?? [])].some((page) => pages.isThere(page));
  }

  #isOrphaned(message: string, pages: Pages): boolean {
    const author = this.#slips.get(message)?.author ?? null;
    return author !== null && !pages.isConnected(author);
  }

  #slip(message: string): Slip {
    const known = this.#slips.get(message);
    if (known !== undefined) return known;
    const slip: Slip = { given: new Set(), held: new Set(), author: null };
    this.#slips.set(message, slip);
    return slip;
  }
}

function ids(messages: readonly Message[]): readonly string[] {
  return messages.map(({ id }) => id);
}
