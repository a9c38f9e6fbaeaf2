/** Turns keys into texts. The type of a key says which values its text wants, so a forgotten one does not compile. */

/** Which of several texts is used depends on `count`. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;
export type Catalog = Readonly<Record<string, string | Plural>>;

type Placeholder<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;
type Wanted<Entry> = Placeholder<Entry extends string ? Entry : Entry[keyof Entry]>;
type Values<Entry> = [Wanted<Entry>] extends [never]
  ? []
  : [Readonly<Record<Wanted<Entry>, string | number>>];

export type Translate<Texts extends Catalog> = <Key extends keyof Texts>(
  key: Key,
  ...values: Values<Texts[Key]>
) => string;

/** @param language BCP 47 tag of the texts: decides on plurals and how numbers look */
export function translator<const Texts extends Catalog>(language: string, texts: Texts): Translate<Texts> {
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);

  return (key, ...[values]) => {
    const given: Readonly<Record<string, string | number>> = values ?? {};
    const entry: string | Plural | undefined = texts[key];
    return choose(entry, plurals, given["count"]).replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = given[name] ?? "";
      return typeof value === "number" ? numbers.format(value) : value;
    });
  };
}

function choose(
  entry: string | Plural | undefined,
  plurals: Intl.PluralRules,
  count: string | number | undefined,
): string {
  if (entry === undefined || typeof entry === "string") return entry ?? "";
  return entry[plurals.select(Number(count))] ?? entry.other;
}
