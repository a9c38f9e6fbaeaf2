/** The exclusive locks of the Web Locks API, for the pages of one browser. */
import type { Timers } from "./timers";

/** What a page that is given a lock does with it: the lock is free again once this settles. */
type Hold = () => Promise<unknown> | undefined;

export interface PageLocks {
  request(name: string, options: { signal?: AbortSignal; steal?: boolean }, hold: Hold): Promise<unknown>;
}

type PageTimers = Pick<Timers, "setTimeout">;

interface Request {
  readonly timers: PageTimers;
  readonly grant: () => void;
  readonly refuse: (reason: unknown) => void;
}

export class Locks {
  /** By the lock's name: the first request of each has the lock, or is about to get it. */
  readonly #requests = new Map<string, readonly Request[]>();

  /** `navigator.locks` of the page with these timers. It is given a lock by a timer, so not while it sleeps. */
  of(timers: PageTimers): PageLocks {
    return {
      request: (name, { signal, steal = false }, hold) =>
        new Promise((resolve, refuse) => {
          const giveUp = (): void => {
            this.#remove(name, request);
            refuse(new DOMException("given up", "AbortError"));
          };
          const grant = (): void => {
            if (!this.#of(name).includes(request)) return;
            signal?.removeEventListener("abort", giveUp);
            const done = () => this.#remove(name, request);
            Promise.resolve(hold()).finally(done).then(resolve, refuse);
          };
          const request: Request = { timers, grant, refuse };
          signal?.addEventListener("abort", giveUp);
          if (steal) this.#steal(name, request);
          else this.#set(name, [...this.#of(name), request]);
        }),
    };
  }

  /** Whoever has the lock does not have it any more, and those who wait go on waiting. */
  #steal(name: string, request: Request): void {
    const [first, ...waiting] = this.#of(name);
    this.#set(name, [request, ...waiting]);
    first?.refuse(new DOMException("stolen", "AbortError"));
  }

  /** The page with these timers is gone. It holds nothing any more, and waits for nothing. */
  drop(timers: PageTimers): void {
    for (const [name, requests] of this.#requests)
      this.#set(
        name,
        requests.filter((each) => each.timers !== timers),
      );
  }

  #of(name: string): readonly Request[] {
    return this.#requests.get(name) ?? [];
  }

  #remove(name: string, request: Request): void {
    this.#set(
      name,
      this.#of(name).filter((each) => each !== request),
    );
  }

  #set(name: string, requests: readonly Request[]): void {
    const [before] = this.#of(name);
    const [first] = requests;
    this.#requests.set(name, requests);
    if (first !== undefined && first !== before) first.timers.setTimeout(first.grant);
  }
}
