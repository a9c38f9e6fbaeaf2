/** The clinic's colour, and what can be read on it. */

/** As custom properties of `target`. By the style's own calls, which a strict `style-src` of the page lets pass. */
export function wear(color: string, { style }: HTMLElement): void {
  style.setProperty("--accent", color);
  style.setProperty("--on-accent", isLight(color) ? "#10201f" : "#fff");
}

/** Whether something dark stands out from it more than white: by the luminance of WCAG, with a gamma of 2. */
function isLight(color: string): boolean {
  const value = parseInt(color.replace(/^#(.)(.)(.)$/, "$1$1$2$2$3$3").slice(-6), 16);
  const luminance =
    0.2126 * (value >> 16) ** 2 + 0.7152 * ((value >> 8) & 255) ** 2 + 0.0722 * (value & 255) ** 2;
  return luminance > 13_000; // 0.2 of white
}
