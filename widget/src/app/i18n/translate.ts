/** Turns keys into texts. The type of a key says which values its text wants, so a forgotten one does not compile. */

/** Which of several texts is used depends on `count`. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;
export type Catalog = Readonly<Record<string, string | Plural>>;

type Placeholder<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;
type Wanted<Entry> = Placeholder<Entry extends string ? Entry : Entry[keyof Entry]>;
type Given = Readonly<Record<string, string | number>>;
type Values<Entry> = [Wanted<Entry>] extends [never]
  ? []
  : [Readonly<Record<Wanted<Entry>, string | number>>];

export type Translate<Texts extends Catalog> = <Key extends keyof Texts & string>(
  key: Key,
  ...values: Values<Texts[Key]>
) => string;

/** A catalog in another language: every text of the English one and no other, with plurals wherever something is counted. */
export type Translated<English extends Catalog> = {
  readonly [Key in keyof English]: "count" extends Wanted<English[Key]>
    ? string | Plural
    : English[Key] extends string
      ? string
      : Plural;
};

/** How a language counts and writes numbers. */
export interface Grammar {
  readonly plurals: Intl.PluralRules;
  readonly numbers: Intl.NumberFormat;
}

export function grammarOf(locale: string): Grammar {
  return { plurals: new Intl.PluralRules(locale), numbers: new Intl.NumberFormat(locale) };
}

/** A text with its values in it. */
export function phrase(entry: string | Plural, values: Given, { plurals, numbers }: Grammar): string {
  return choose(entry, plurals, values["count"]).replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? "";
    return typeof value === "number" ? numbers.format(value) : value;
  });
}

function choose(
  entry: string | Plural,
  plurals: Intl.PluralRules,
  count: string | number | undefined,
): string {
  return typeof entry === "string" ? entry : (entry[plurals.select(Number(count))] ?? entry.other);
}
