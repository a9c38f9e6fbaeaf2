/** How easy an English text is to read. For tests. */

/** Words of ours that the rules of `syllables` get wrong. */
const EXCEPTIONS: Readonly<Record<string, number>> = {
  being: 2,
  everywhere: 3,
  queue: 1,
  something: 2,
  whoever: 3,
};

/** The Flesch-Kincaid grade: how many years of school in the United States a reader needs. */
export function grade(texts: readonly string[]): number {
  const sentences = texts.flatMap(sentencesIn);
  const words = sentences.flatMap(wordsIn);
  const spoken = words.reduce((sum, word) => sum + syllables(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (spoken / words.length) - 15.59;
}

export function sentencesIn(text: string): readonly string[] {
  return text.split(/(?<=[.?!…:]”?)\s+/);
}

export function wordsIn(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]+(?:[’.@][\p{L}\p{N}]+)*/gu) ?? [];
}

/** Counts groups of vowels, less those that are silent at the end of a word. */
export function syllables(word: string): number {
  const plain = word.toLowerCase().replace(/’s$/, "");
  const known = EXCEPTIONS[plain];
  if (known !== undefined) return known;
  const spoken = plain
    .replace(/(?<=[sd])n’t$/, "nit") // isn’t, couldn’t
    .replace(/(?<=[^aeiouyszcgx]|[^aeiouycs]h)es$|(?<=[^dt])ed$|(?<=[^aeiouyl])e$/, "")
    .replace(/’.*$|^y/, "");
  return Math.max(1, spoken.match(/[aeiouy]{1,2}/g)?.length ?? 0);
}
