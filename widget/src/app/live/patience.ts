const LAST_LOOK = 1_000; // ms

/**
 * Runs something after so many milliseconds, and returns what calls it off. The timers of a page that slept are late, and what
 * came meanwhile may be read after them: so there is a last second, in which it is.
 */
export function patiently(ms: number, run: () => void): () => void {
  let timer = setTimeout(() => {
    timer = setTimeout(run, LAST_LOOK);
  }, ms - LAST_LOOK);
  return () => clearTimeout(timer);
}
