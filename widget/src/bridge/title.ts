/**
 * Some words before a page's title. The title stays the page's own: it may change it meanwhile, and has it back for "". Others may
 * have put words of theirs before it.
 */
export function createTitle(page: Document = document): (words: string) => void {
  let shown = "";
  return (words) => {
    const own = shown === "" ? page.title : without(page.title, shown);
    const title = [words, own].filter(Boolean).join(" ");
    shown = words;
    if (page.title !== title) page.title = title;
  };
}

function without(title: string, words: string): string {
  return title === words ? "" : title.replace(`${words} `, "");
}

/** What stands before the title: the number of unread messages, or "(•)" where somebody has arrived and nothing is unread. */
export function countWords(unread: number, arrivals: boolean): string {
  if (unread > 0) return `(${unread})`;
  return arrivals ? "(•)" : "";
}
