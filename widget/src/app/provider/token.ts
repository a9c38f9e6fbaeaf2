/** The room token that a provider's page enters with: renewed in good time, or else once it is refused. */
import type { Problem } from "../ui/model";

export type Renewed = { readonly token: string } | { readonly problem: Problem };

const AHEAD = 60_000; // ms before a token expires: a portal's server may be slow to give another

/** Not more often than that, whatever clocks say. */
const SOONEST = 5_000; // ms

/** Timers know no more milliseconds than these; a page hardly stays open for 24 days. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** What says nothing of the account: worth another try. */
const UNREACHED: ReadonlySet<string> = new Set(["offline", "server_error", "too_many", "not_ready"]);

export class OwnToken {
  /** How long a token counts, in ms: the longest that was seen, since a page may come back to the server with an old one. */
  #life = 0;
  #asked: Promise<Renewed> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the token is a replacement for one that the server could not read. If it cannot read that either, the refusal stands. */
  #replaced = false;

  /** `renew` gets another token for one that has expired or soon will. */
  constructor(
    private token: string | null,
    private readonly renew: () => Promise<Renewed>,
  ) {}

  get value(): string | null {
    return this.token;
  }

  /** The server has taken the token, which counts for so many milliseconds more: the next is asked for before that. */
  countsFor(left: number): void {
    this.#replaced = false;
    this.#life = Math.max(this.#life, left);
    this.#renewBefore(left);
  }

  /** Whether a refused token is mended: null if so, or the refusal that stands. */
  async mend(code: string): Promise<string | null> {
    const isUnreadable = code === "token_invalid"; // the server's keys have rotated
    if (isUnreadable ? this.#replaced : code !== "token_expired") {
      this.#replaced = false; // the page tries again after a while, and then asks again
      return code;
    }
    const renewed = await this.#ask();
    if ("token" in renewed) {
      this.#replaced = isUnreadable;
      return null;
    }
    const { code: problem } = renewed.problem;
    if (UNREACHED.has(problem)) return null;
    return problem === "token_expired" ? code : problem; // there is none to be had
  }

  /** Asks for no more, not even when an answer that is under way comes. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #renewBefore(left: number): void {
    clearTimeout(this.#timer);
    const early = Math.max(left - AHEAD, left / 2, SOONEST);
    this.#timer = setTimeout(() => void this.#renewEarly(), Math.min(early, LONGEST_TIMER));
  }

  /** Nobody waits for this one: where none is had, the refusal of the old one asks again. */
  async #renewEarly(): Promise<void> {
    const renewed = await this.#ask();
    if ("token" in renewed && this.#timer !== undefined) this.#renewBefore(this.#life);
  }

  async #ask(): Promise<Renewed> {
    this.#asked ??= this.renew().finally(() => (this.#asked = null));
    const renewed = await this.#asked;
    if ("token" in renewed) this.token = renewed.token;
    return renewed;
  }
}
