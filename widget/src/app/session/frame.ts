const AT_MOST = 100; // ms; browsers draw no frames of what nobody can see, such as a covered window

/** Resolves once the page has drawn, in a task of its own: what has come meanwhile is taken together. At once where nobody looks (any more). */
export function nextFrame(): Promise<void> | undefined {
  const page = document;
  if (page.visibilityState === "hidden") return undefined;
  return new Promise((resolve) => {
    const done = () => {
      page.removeEventListener("visibilitychange", done);
      resolve();
    };
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, AT_MOST);
    page.addEventListener("visibilitychange", done);
  });
}
