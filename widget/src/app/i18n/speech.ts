/**
 * The language that the page is in, and its texts. They come in parts, of which a page has only those that it shows, and only in
 * the language that is read. What was drawn or said in an effect is drawn and said again when the language changes.
 */
import { signal } from "@preact/signals-core";
import {
  browserLanguages,
  directionOf,
  markOf,
  pick,
  REFERENCE,
  type Language,
  type Picked,
} from "./languages";
import { grammarOf, phrase, type Catalog, type Grammar, type Translate } from "./translate";

/** Holds the catalog of a part, and where others go with it, theirs; nothing else. */
export type CatalogModule = Readonly<Record<string, Catalog>>;

/** Loads a part of the texts in a language. */
export type Part = (language: Language) => Promise<CatalogModule>;

interface Spoken extends Picked {
  readonly grammar: Grammar;
  readonly texts: ReadonlyMap<Part, Catalog>;
}

export interface Phrases<Texts extends Catalog> {
  readonly t: Translate<Texts>;
  /** A text that takes no values, where there is one by that key. */
  readonly find: (key: string) => string | undefined;
}

const AGAIN = 3_000; // ms: without any texts a page is of no use, so it goes on asking

const parts = new Set<Part>();
const spoken = signal<Spoken>({
  language: REFERENCE,
  locale: REFERENCE,
  grammar: {} as Grammar, // nothing is counted before there are texts, and making one would fail here where `Intl` does
  texts: new Map(),
});
/** Which wish is the latest: an earlier one whose texts come later is not heard any more. */
let turn = 0;

/** The texts of these parts, which the page loads from now on; without any, of all that it loads. */
export function phrasesOf<Texts extends Catalog>(...own: readonly Part[]): Phrases<Texts> {
  for (const part of own) parts.add(part);
  const places = own.length > 0 ? own : parts;
  const entryOf = (key: string) =>
    [...places].map((part) => spoken.value.texts.get(part)?.[key]).find((each) => each !== undefined);
  const say = (key: string, values = {}) => phrase(entryOf(key) ?? key, values, spoken.value.grammar);
  return {
    t: (key, ...[values]) => say(key, values),
    find: (key) => (entryOf(key) === undefined ? undefined : say(key)),
  };
}

export function language(): Language {
  return spoken.value.language;
}

/** Whether no texts are there yet, so that keys stand in their places. */
export function isMute(): boolean {
  return spoken.value.texts.size === 0;
}

export function locale(): string {
  return spoken.value.locale;
}

/**
 * Has the page speak the first of these languages that there is, or else the browser's.
 *
 * What cannot be loaded is asked for once more. Then a page that speaks already stays as it is, and one that does not speaks English.
 */
export async function speak(...wishes: readonly (string | null)[]): Promise<void> {
  const mine = ++turn;
  const wanted = pick(wishes, browserLanguages());
  const mute = spoken.peek().texts.size === 0;
  const heard =
    (await load(wanted)) ??
    (await load(wanted)) ??
    (mute ? await load({ language: REFERENCE, locale: REFERENCE }) : null);
  if (mine !== turn) return;
  if (heard !== null) change(heard);
  else if (mute) setTimeout(() => mine === turn && void speak(...wishes), AGAIN);
}

/** Loads the texts of parts that have come in since. Rejects when that is not possible now. */
export async function loadTexts(): Promise<void> {
  const before = spoken.peek();
  const after = (await load(before)) ?? (await load(before));
  if (after === null) throw new Error("no texts");
  if (spoken.peek() === before) change(after);
  else await loadTexts(); // in the language that it has become meanwhile
}

function change(next: Spoken): void {
  const { locale, texts } = spoken.peek();
  if (locale === next.locale && texts.size === next.texts.size) return;
  spoken.value = next;
  document.documentElement.lang = markOf(next.language);
  document.documentElement.dir = directionOf(next.language);
}

async function load({ language, locale }: Picked): Promise<Spoken | null> {
  try {
    let texts: Spoken["texts"] = new Map();
    while (texts.size < parts.size) texts = new Map(await Promise.all([...parts].map(inLanguage(language))));
    return { language, locale, grammar: grammarOf(locale), texts };
  } catch {
    return null;
  }
}

function inLanguage(language: Language) {
  return async (part: Part): Promise<[Part, Catalog]> => {
    return [part, Object.assign({}, ...Object.values(await part(language))) as Catalog];
  };
}
