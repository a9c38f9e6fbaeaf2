/** Some words before a page's title. The title stays the page's own: it may change it meanwhile, and has it back for "". */
export function createTitle(page: Document = document): (words: string) => void {
  let own = page.title;
  let shown = own;
  return (words) => {
    if (page.title !== shown) own = page.title; // changed by the page
    shown = words === "" ? own : `${words} ${own}`;
    if (page.title !== shown) page.title = shown;
  };
}

/** What stands before the title for a number of news. */
export function countWords(count: number): string {
  return count > 0 ? `(${count})` : "";
}
