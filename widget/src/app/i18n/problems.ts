import type { Phrases } from "./speech";

/** What to do about a problem, in words; a code that nobody foresaw gets a general sentence. */
export function problemTexts({ find }: Pick<Phrases<never>, "find">): (code: string) => string {
  return (code) =>
    find(`problem.${code}`) ?? find(code.startsWith("token_") ? "problem.token" : "problem.other") ?? code;
}
