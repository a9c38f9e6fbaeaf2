/** Whether the provider looks at the page at all. A glance at another tab is nothing; minutes of it are being away. */

export const IDLE_AFTER = 5 * 60_000; // ms: longer than reading up on the next patient takes

/** Calls `onChange` when the page has been hidden for long, and when it is seen again. */
export function watchIdle(onChange: (idle: boolean) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let idle = false;
  const change = (next: boolean) => {
    if (next === idle) return;
    idle = next;
    onChange(idle);
  };
  const look = () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") change(false);
    else timer = setTimeout(() => change(true), IDLE_AFTER);
  };
  look();
  document.addEventListener("visibilitychange", look);
}
