const AT_MOST = 100; // ms; browsers draw no frames of what nobody can see, such as a covered window

/** Resolves once the page has drawn, in a task of its own: what has come meanwhile is taken together. At once where nobody looks (any more). */
export function nextFrame(): Promise<void> | undefined {
  if (document.visibilityState === "hidden") return undefined;
  return new Promise((resolve) => {
    const done = () => {
      removeEventListener("visibilitychange", done);
      resolve();
    };
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, AT_MOST);
    addEventListener("visibilitychange", done);
  });
}
