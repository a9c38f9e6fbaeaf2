/**
 * Asks whether the server is there and lets the page connect, until it does. Browsers hold new WebSockets back, for up to five
 * seconds each, once several have failed, and open one at a time to the same server; plain requests they hold back in neither
 * way. Nor do they say why a WebSocket was refused.
 */

const ADDRESS = "/api/connection";
const DELAY_FIRST = 300; // ms
const DELAY_AT_MOST = 1_500; // ms: a restarted server is found again within a few seconds
const ANSWER_WITHIN = 5_000; // ms; with the delays, fewer at once than the six connections that browsers make to a server
const CROWDED = 429;
const THERE_BELOW = 500; // a proxy whose server is gone answers 502 to 504; whoever refuses to tell is there

export class Knocks {
  readonly #unanswered = new Set<AbortController>();
  #knocked = 0;
  #next: ReturnType<typeof setTimeout> | undefined;

  /**
   * `onAnswer`: once after each `begin`, with the milliseconds that the answer took. `crowded`: too many are connected from
   * the page's network, so that connecting is of no use.
   */
  constructor(private readonly onAnswer: (took: number, crowded: boolean) => void) {}

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
    const began = performance.now();
    const status = await this.#ask();
    if (status >= THERE_BELOW) return;
    this.stop();
    this.onAnswer(performance.now() - began, status === CROWDED);
  }

  /** The status of the answer; where none comes, or nobody waits for it any more, one of a server that is not there. */
  async #ask(): Promise<number> {
    const knock = new AbortController();
    this.#unanswered.add(knock);
    const timer = setTimeout(() => knock.abort(), ANSWER_WITHIN);
    const status = await fetch(ADDRESS, { cache: "no-store", signal: knock.signal }).then(
      (answer) => answer.status,
      () => THERE_BELOW,
    );
    clearTimeout(timer);
    this.#unanswered.delete(knock);
    return knock.signal.aborted ? THERE_BELOW : status;
  }

  /** Longer each time. */
  #delay(): number {
    const delay = Math.min(DELAY_FIRST * 2 ** this.#knocked++, DELAY_AT_MOST);
    return spread(delay);
  }
}

/** Different on every page: else all pages that were refused together, or whose server restarts, come back at once. */
export function spread(ms: number): number {
  return ms * (0.75 + Math.random() / 4);
}
