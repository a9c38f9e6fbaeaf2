const AT_MOST = 100; // ms; browsers draw no frames of what nobody can see, such as a covered window

/** Resolves when the page is about to draw: what is taken in between is drawn together. At once where nobody looks. */
export function nextFrame(): Promise<void> | undefined {
  if (document.visibilityState === "hidden") return undefined;
  return new Promise((resolve) => {
    requestAnimationFrame(() => resolve());
    setTimeout(resolve, AT_MOST);
  });
}
