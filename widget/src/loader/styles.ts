/** The styles as text: they go into a constructed sheet, which a strict `style-src` of the page lets pass. */
import { element } from "./dom";
import css from "./styles.css?inline";

/** An element that the page's author wrote to be filled: the author's to size. */
const WITH_BOX = ":host{display:block}";
/** Any other has no box: the page's layout cannot notice it, and the page's styles cannot move it. */
const WITHOUT_BOX = ":host{all:initial!important;display:contents!important}";

/** Styles `root` and nothing else; by an element only where sheets cannot be constructed. Gives what adds more to it. */
export function applyStyles(root: ShadowRoot, hasBox: boolean): (more: string) => void {
  let all = (hasBox ? WITH_BOX : WITHOUT_BOX) + css;
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(all);
    root.adoptedStyleSheets = [sheet];
    return (more) => sheet.replaceSync((all += more));
  } catch {
    const style = root.appendChild(element("style", {}, all));
    return (more) => style.append(more);
  }
}
