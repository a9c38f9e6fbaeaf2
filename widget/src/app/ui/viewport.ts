/**
 * Tells the styles how much of the page is visible: in some browsers an on-screen keyboard covers a page that does not know
 * of it. In a frame nothing changes: the host page's loader makes the frame smaller.
 */
export function followKeyboard(): void {
  const viewport = window.visualViewport;
  const { style } = document.documentElement;
  const follow = () => {
    if (viewport?.scale !== 1) return; // zoomed by two fingers: then the person moves about, and the page stays
    style.setProperty("--page-top", `${viewport.offsetTop}px`);
    style.setProperty("--page-height", `${viewport.height}px`);
  };
  for (const event of ["resize", "scroll"]) viewport?.addEventListener(event, follow);
}
