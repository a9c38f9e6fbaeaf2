/** Which language the page wants, and the few words that the launcher says itself; all others come with the panel. */
import * as ar from "./texts/ar";
import * as de from "./texts/de";
import * as en from "./texts/en";
import * as es from "./texts/es";
import * as fil from "./texts/fil";
import * as fr from "./texts/fr";
import * as he from "./texts/he";
import * as hi from "./texts/hi";
import * as ht from "./texts/ht";
import * as it from "./texts/it";
import * as pl from "./texts/pl";
import * as pt from "./texts/pt";
import * as ru from "./texts/ru";
import * as uk from "./texts/uk";
import * as vi from "./texts/vi";
import * as zh from "./texts/zh";

/** Only these of each language get into the launcher's script. */
const WORDS = {
  ar: [ar.openChat, ar.tryAgain],
  de: [de.openChat, de.tryAgain],
  en: [en.openChat, en.tryAgain],
  es: [es.openChat, es.tryAgain],
  fil: [fil.openChat, fil.tryAgain],
  fr: [fr.openChat, fr.tryAgain],
  he: [he.openChat, he.tryAgain],
  hi: [hi.openChat, hi.tryAgain],
  ht: [ht.openChat, ht.tryAgain],
  it: [it.openChat, it.tryAgain],
  pl: [pl.openChat, pl.tryAgain],
  pt: [pt.openChat, pt.tryAgain],
  ru: [ru.openChat, ru.tryAgain],
  uk: [uk.openChat, uk.tryAgain],
  vi: [vi.openChat, vi.tryAgain],
  zh: [zh.openChat, zh.tryAgain],
};

export interface Language {
  /** What was asked for, such as `pt-BR`: the frame writes dates by it. */
  tag: string;
  /** What there is of it, such as `pt`. */
  code: keyof typeof WORDS;
}

/** The first that there is of: what the page says of the chat, what it is written in itself, what the browser prefers. */
export function chooseLanguage(wish: string | null): Language {
  // A page's scripts may have replaced these, so they are values of any kind.
  const wishes: unknown[] = [wish, document.documentElement.lang, navigator.languages].flat();
  for (const each of wishes) {
    const found = find(each);
    if (found) return found;
  }
  return { tag: "en", code: "en" };
}

export const wordsIn = ({ code }: Language): string[] => WORDS[code];

/** Locales of Unix count as well: WebKitGTK reports such as `de_AT.UTF-8`. */
function find(tag: unknown): Language | null {
  if (typeof tag !== "string") return null;
  const code = tag
    .toLowerCase()
    .replace(/[^a-z].*/, "")
    .replace("tl", "fil");
  return Object.hasOwn(WORDS, code) ? { tag, code: code as Language["code"] } : null;
}
