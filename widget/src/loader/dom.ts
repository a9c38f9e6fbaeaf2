/** Builds elements by DOM calls alone: no markup is ever parsed, so nothing can be injected. */

type Attributes = Record<string, string>;
type Child = Node | string;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

export function button(attributes: Attributes, onClick: () => void, ...children: Child[]): HTMLButtonElement {
  const made = element("button", attributes, ...children);
  made.onclick = onClick;
  return made;
}

/** Opens in a new tab, which learns nothing of this page. */
export function link(href: string, text: string): HTMLAnchorElement {
  return element("a", { href, target: "_blank", rel: "noopener noreferrer" }, text);
}
