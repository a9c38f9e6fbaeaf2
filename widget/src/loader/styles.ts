/** The styles as text: they go into a constructed sheet, which a strict `style-src` of the page lets pass. */
import { element } from "./dom";
import css from "./styles.css?inline";

/** Styles `root` and nothing else; by an element only where sheets cannot be constructed. */
export function applyStyles(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(element("style", {}, css));
  }
}
