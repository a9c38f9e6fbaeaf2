/**
 * Tells the styles where the visible part of the page is, so that a full-screen panel ends above an on-screen keyboard:
 * a keyboard shrinks the visual viewport only, which neither CSS nor the frame can see.
 */
export function followKeyboard({ style }: HTMLElement, signal: AbortSignal): void {
  const viewport = window.visualViewport;
  const follow = (): void => {
    if (viewport?.scale !== 1) return; // zoomed by two fingers: then the person moves about, and the panel stays
    style.setProperty("--page-top", `${viewport.offsetTop}px`);
    style.setProperty("--page-height", `${viewport.height}px`);
  };
  for (const event of ["resize", "scroll"]) viewport?.addEventListener(event, follow, { signal });
}
