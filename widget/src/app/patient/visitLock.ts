/** How often a page that waits for a lock looks whether to give up, in milliseconds. */
const LOOK_EVERY = 100;

/**
 * A visit is open on one page of a browser at a time. A duplicated tab has the same ticket in its storage as the tab it was made
 * from, and must not take the visit from it; a reload is free to, as the page before it is gone. Browsers without locks cannot tell.
 */
export class VisitLock {
  #visit: string | null = null;
  #free: () => void = () => undefined;

  /**
   * Whether the visit is this page's, which holds it from then on. False where another page holds it for longer than `within`, in
   * milliseconds; without that, this page waits for its turn.
   */
  async take(visit: string, within?: number): Promise<boolean> {
    if (visit === this.#visit) return true;
    this.release();
    const locks = (navigator as Partial<Navigator>).locks ?? null;
    if (locks === null) return true;
    this.#visit = visit;
    const waiting = new AbortController();
    const stop = within === undefined ? () => undefined : later(within, () => waiting.abort());
    return new Promise((resolve) => {
      const held = new Promise<void>((free) => {
        this.#free = () => {
          waiting.abort();
          free();
        };
      });
      const hold = (): Promise<void> => {
        stop();
        resolve(true);
        return held;
      };
      locks
        .request(`waitside-visit-${visit}`, { signal: waiting.signal }, hold)
        .catch(() => resolve(!waiting.signal.aborted)); // a page that may have no locks has the visit
    });
  }

  release(): void {
    this.#visit = null;
    this.#free();
  }
}

/** In many steps: a page that was busy all the time hears of a lock that it was given between two of them. */
function later(ms: number, run: () => void): () => void {
  let steps = ms / LOOK_EVERY;
  const step = (): void => {
    steps -= 1;
    if (steps < 0) run();
    else timer = setTimeout(step, LOOK_EVERY);
  };
  let timer = setTimeout(step, 0);
  return () => clearTimeout(timer);
}
