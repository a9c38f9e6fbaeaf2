/** Several tabs hear the same news. Whoever claims it first tells it. */

/**
 * Whether this page is the first of the browser's to claim `name`; for `hold` milliseconds it stays the only one.
 * Browsers without locks let every page tell: rather twice than never.
 */
export async function claim(name: string, hold: number): Promise<boolean> {
  const locks = (navigator as Partial<Navigator>).locks;
  if (locks === undefined) return true;
  return new Promise((resolve) => {
    const held = locks.request(`waitside-${name}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : pause(hold);
    });
    held.catch(() => resolve(true)); // a page that may have none
  });
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
