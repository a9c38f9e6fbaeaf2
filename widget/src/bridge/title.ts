/** A number before a page's title. The title stays the page's own: it may change it meanwhile, and has it back at 0. */
export function createTitle(page: Document = document): (count: number) => void {
  let own = page.title;
  let shown = own;
  return (count) => {
    if (page.title !== shown) own = page.title; // changed by the page
    shown = count > 0 ? `(${count}) ${own}` : own;
    if (page.title !== shown) page.title = shown;
  };
}
