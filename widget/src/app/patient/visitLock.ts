/** How often a page that waits for a lock looks whether to give up, in milliseconds. */
const LOOK_EVERY = 100;

interface Hold {
  readonly visit: string;
  free: () => void;
}

/**
 * A visit is open on one page of a browser at a time. A duplicated tab has the same ticket in its storage as the tab it was made
 * from, and must not take the visit from it; a reload is free to, as the page before it is gone. Browsers without locks cannot tell.
 *
 * A page keeps the lock of a visit that was taken over elsewhere: its duplicates have no more right to the visit than it has.
 */
export class VisitLock {
  #hold: Hold | null = null;

  /** Whether the visit is this page's, which holds it from then on. False where another page holds it for longer than `within`, in ms. */
  take(visit: string, within: number): Promise<boolean> {
    const waiting = new AbortController();
    const stop = later(within, () => waiting.abort());
    return new Promise((resolve) => {
      const has = () => {
        stop();
        resolve(true);
      };
      this.#request(visit, { signal: waiting.signal }, has).catch(() => resolve(!waiting.signal.aborted)); // a page that may have no locks has the visit
    });
  }

  /** The server has given this page the visit: no other page holds it any more. */
  seize(visit: string): void {
    if (visit !== this.#hold?.visit)
      this.#request(visit, { steal: true }, () => undefined).catch(() => undefined);
  }

  release(): void {
    this.#hold?.free();
    this.#hold = null;
  }

  async #request(visit: string, options: LockOptions, onHeld: () => void): Promise<void> {
    this.release();
    const hold: Hold = { visit, free: () => undefined };
    this.#hold = hold;
    const { locks } = navigator as Partial<Navigator>;
    if (!locks) {
      onHeld();
      return;
    }
    try {
      await locks.request(`waitside-visit-${visit}`, options, () => {
        if (this.#hold !== hold) return undefined; // released meanwhile
        onHeld();
        return new Promise<void>((free) => (hold.free = free));
      });
    } finally {
      if (this.#hold === hold) this.#hold = null; // not waited for any longer, or seized by another page
    }
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
