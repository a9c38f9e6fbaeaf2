/** Who is typing, and how often to say so. */
import { signal, type ReadonlySignal } from "@preact/signals-core";

const SHOWN_FOR = 5_000; // ms after the last sign of it
const SAID_EVERY = 3_000; // ms, so that the sign does not lapse while it goes on

export class Typing {
  readonly #typing = signal<ReadonlySet<string>>(new Set());
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #saidAt = -Infinity;

  /** The conversations in which the other side is typing. */
  get now(): ReadonlySignal<ReadonlySet<string>> {
    return this.#typing;
  }

  shows(conversation: string): void {
    clearTimeout(this.#timers.get(conversation));
    this.#timers.set(
      conversation,
      setTimeout(() => this.stops(conversation), SHOWN_FOR),
    );
    this.#typing.value = new Set(this.#typing.value).add(conversation);
  }

  stops(conversation: string): void {
    clearTimeout(this.#timers.get(conversation));
    this.#timers.delete(conversation);
    if (!this.#typing.value.has(conversation)) return;
    this.#typing.value = new Set([...this.#typing.value].filter((each) => each !== conversation));
  }

  /** Whether it is time to tell the other side. `now`: milliseconds of a clock that never steps. */
  shouldSay(now: number): boolean {
    if (now - this.#saidAt < SAID_EVERY) return false;
    this.#saidAt = now;
    return true;
  }

  /** The next key typed is told at once: it begins another message. */
  begin(): void {
    this.#saidAt = -Infinity;
  }
}
