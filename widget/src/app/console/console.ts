/** The way into a room: sign in, choose, and back out again. Nothing is kept but the server's cookie. */
import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { Api, Outcome, RefusedRequest, SignedIn } from "./api";

/** What the console needs to know of a session in a room. */
export interface Inside {
  /** Erases everything, and leaves the room. */
  wipe(): void;
}

export type Stage<Room extends Inside> =
  | { readonly stage: "loading" }
  | { readonly stage: "unreachable"; readonly problem: RefusedRequest }
  /** `problem`: why somebody who was signed in is not any more. */
  | { readonly stage: "sign_in"; readonly problem: RefusedRequest | null }
  | { readonly stage: "rooms"; readonly account: SignedIn; readonly problem: RefusedRequest | null }
  | { readonly stage: "inside"; readonly account: SignedIn; readonly room: Room };

export interface Place<Room extends Inside> {
  /** Goes into a room with its token. */
  enter(slug: string, token: string, account: SignedIn): Promise<Room>;
  /** The room in the page's address, which alone remembers it. */
  readonly address: { get(): string; set(slug: string): void };
  /** Begins again on a page that holds nothing of what was. */
  reload(): void;
  /** Runs something in so many seconds. */
  later(run: () => void, seconds: number): void;
}

/** Seconds. A server whose queue is full names a wait as short as this; a longer one is for those who tried too often. */
const SHORT_WAIT = 5;
const RETRIES = 3;

/** Seconds until a page that could not find out who is signed in asks again. */
const ASK_AGAIN_AFTER = 5;

/** Refusals that mean that nobody is signed in any more. */
const SIGNED_OUT: ReadonlySet<string> = new Set(["signed_out", "account_closed"]);

export class Console<Room extends Inside> {
  readonly #stage = signal<Stage<Room>>({ stage: "loading" });
  /** Somebody has been in a room on this page, so the next one gets a fresh page. */
  #used = false;

  constructor(
    private readonly api: Api,
    private readonly place: Place<Room>,
  ) {}

  get stage(): ReadonlySignal<Stage<Room>> {
    return this.#stage;
  }

  async start(): Promise<void> {
    this.#stage.value = { stage: "loading" };
    await this.#ask();
  }

  async signIn(email: string, password: string): Promise<RefusedRequest | null> {
    const answer = await this.#requestSignIn(email, password);
    if ("problem" in answer) return answer.problem;
    if (this.#used) this.place.reload();
    else await this.#welcome(answer.value);
    return null;
  }

  /** Tries again for somebody whose sign-in found no place in the server's queue. */
  async #requestSignIn(email: string, password: string): Promise<Outcome<SignedIn>> {
    for (let retries = RETRIES; ; retries -= 1) {
      const answer = await this.api.signIn(email, password);
      const wait =
        "problem" in answer && answer.problem.code === "too_many" ? answer.problem.retryAfter : null;
      if (wait === null || wait > SHORT_WAIT || retries === 0) return answer;
      // Up to twice as long, so that those who were refused together do not come together again.
      const seconds = wait * (1 + Math.random());
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    }
  }

  async enter(account: SignedIn, slug: string): Promise<void> {
    const answer = await this.api.roomToken(slug);
    if ("problem" in answer) {
      if (!this.#expel(answer.problem))
        this.#stage.value = { stage: "rooms", account, problem: answer.problem };
      return;
    }
    this.place.address.set(slug);
    this.#used = true;
    const room = await this.place.enter(slug, answer.value.token, account);
    this.#stage.value = { stage: "inside", account, room };
  }

  /** The room will not have this page any more. */
  refused(code: string): void {
    this.#expel({ code, retryAfter: null });
  }

  changeRoom(): void {
    this.place.address.set("");
    this.place.reload();
  }

  async signOut(): Promise<RefusedRequest | null> {
    const answer = await this.api.signOut();
    if ("problem" in answer && !SIGNED_OUT.has(answer.problem.code)) return answer.problem;
    this.#leave();
    this.place.address.set("");
    this.place.reload();
    return null;
  }

  async #ask(): Promise<void> {
    const answer = await this.api.signedIn();
    if ("value" in answer) await this.#welcome(answer.value);
    else if (SIGNED_OUT.has(answer.problem.code)) this.#stage.value = { stage: "sign_in", problem: null };
    else this.#askAgain(answer.problem);
  }

  /** What is shown stays while it asks again, unless somebody presses the button meanwhile. */
  #askAgain(problem: RefusedRequest): void {
    const stage = { stage: "unreachable", problem } as const;
    this.#stage.value = stage;
    this.place.later(() => {
      if (this.#stage.value === stage) void this.#ask();
    }, problem.retryAfter ?? ASK_AGAIN_AFTER);
  }

  async #welcome(account: SignedIn): Promise<void> {
    const { rooms } = account;
    const remembered = rooms.find(({ slug }) => slug === this.place.address.get());
    const only = rooms.length === 1 ? rooms[0] : undefined;
    const room = remembered ?? only;
    if (room === undefined) this.#stage.value = { stage: "rooms", account, problem: null };
    else await this.enter(account, room.slug);
  }

  #expel(problem: RefusedRequest): boolean {
    if (!SIGNED_OUT.has(problem.code)) return false;
    this.#leave();
    this.#stage.value = { stage: "sign_in", problem };
    return true;
  }

  #leave(): void {
    const now = this.#stage.value;
    if (now.stage === "inside") now.room.wipe();
  }
}
