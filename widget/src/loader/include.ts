/** What a script tag of ours does to the page: `window.Waitside`, with what was asked of it before. */
import type { Ask } from "./api";
import { readAttributes } from "./options";
import { createWaitside } from "./waitside";

/** @param load imports a module by its address */
export function include(tag: Element | null, load: (address: string) => Promise<unknown>): void {
  // Perhaps a page's stub, or an element that happens to have the name as its id.
  const before = Object(window.Waitside) as { q?: unknown };
  if (!(tag instanceof HTMLScriptElement) || !tag.src || Object.hasOwn(before, "version")) return;
  const { origin } = new URL(tag.src);
  const backend = { origin, load: (file: string) => load(`${origin}/${file}`) };
  const waitside = createWaitside(backend, readAttributes(tag, "data-"));
  window.Waitside = waitside;
  if (Array.isArray(before.q)) before.q.forEach((ask: Ask) => waitside.q.push(ask));
}
