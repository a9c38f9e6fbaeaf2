/** Builds elements by DOM calls alone: no markup is ever parsed, so nothing can be injected. */

type Attributes = Record<string, string>;
type Child = Node | string;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...children: Child[]
) {
  return furnish(document.createElement(tag), attributes, children);
}

export function button(attributes: Attributes, onClick: () => void, ...children: Child[]): HTMLButtonElement {
  const made = element("button", attributes, ...children);
  made.onclick = onClick;
  return made;
}

/** A 24 × 24 icon: it needs a label beside it. */
export function icon(path: string): Element {
  const make = (tag: string, attributes: Attributes, ...children: Child[]): Element =>
    furnish(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
  return make("svg", { viewBox: "0 0 24 24" }, make("path", { d: path }));
}

function furnish<T extends Element>(target: T, attributes: Attributes, children: Child[]): T {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, value);
  target.append(...children);
  return target;
}
