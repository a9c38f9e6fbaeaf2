/** First letters of the first and the last name; abbreviations such as `Dr.` are no names. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "" && !word.endsWith("."));
  const [first = "", last = ""] = words.length > 1 ? [words[0], words.at(-1)] : words;
  return (firstLetter(first) + firstLetter(last)).toLocaleUpperCase();
}

function firstLetter(word: string): string {
  return /[\p{L}\p{N}]/u.exec(word)?.[0] ?? "";
}
