/**
 * Asks whether the server is there, until it is. Browsers hold new WebSockets back, for up to five seconds each, once several have
 * failed, and open one at a time to the same server; plain requests they hold back in neither way.
 */

const ADDRESS = "/healthz";
const DELAY_FIRST = 300; // ms
const DELAY_AT_MOST = 1_500; // ms: a restarted server is found again within a few seconds
const ANSWER_WITHIN = 5_000; // ms; with the delays, fewer at once than the six connections that browsers make to a server
const THERE_BELOW = 500; // a proxy whose server is gone answers 502 to 504; whoever refuses to tell is there

export class Knocks {
  readonly #unanswered = new Set<AbortController>();
  #knocked = 0;
  #next: ReturnType<typeof setTimeout> | undefined;

  /** `onAnswer`: once after each `begin`, with the milliseconds that the answer took. */
  constructor(private readonly onAnswer: (took: number) => void) {}

  /** `after` so many ms: of each time that nothing came of an answer, a little later. */
  begin(after = this.#delay()): void {
    this.stop();
    this.#next = setTimeout(() => void this.#knock(), after);
  }

  stop(): void {
    clearTimeout(this.#next);
    for (const each of this.#unanswered) each.abort();
  }

  /** All is well: the next trouble begins with the shortest delay. */
  reset(): void {
    this.stop();
    this.#knocked = 0;
  }

  /** The next knock does not wait for what becomes of this one: what began on a broken line may hang long after it is mended. */
  async #knock(): Promise<void> {
    this.#next = setTimeout(() => void this.#knock(), this.#delay());
    const began = Date.now();
    if (!(await this.#isAnswered())) return;
    this.stop();
    this.onAnswer(Date.now() - began);
  }

  async #isAnswered(): Promise<boolean> {
    const knock = new AbortController();
    this.#unanswered.add(knock);
    const timer = setTimeout(() => knock.abort(), ANSWER_WITHIN);
    try {
      const { status } = await fetch(ADDRESS, { cache: "no-store", signal: knock.signal });
      return status < THERE_BELOW && !knock.signal.aborted;
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
      this.#unanswered.delete(knock);
    }
  }

  /** Longer each time, and never quite the same: else all pages of a restarted server come at once. */
  #delay(): number {
    const delay = Math.min(DELAY_FIRST * 2 ** this.#knocked++, DELAY_AT_MOST);
    return delay * (0.75 + Math.random() / 4);
  }
}
