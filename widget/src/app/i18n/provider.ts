import { LANGUAGE, shared } from "./en";
import { provider } from "./en.provider";
import { translator } from "./translate";

const texts = { ...shared, ...provider };
type ProblemKey = Extract<keyof typeof provider, `problem.${string}`>;

export const t = translator(LANGUAGE, texts);

/** What to do about a problem, in words; a code that nobody foresaw gets a general sentence. */
export function problemText(code: string): string {
  const key = `problem.${code}`;
  if (isProblem(key)) return t(key);
  return t(code.startsWith("token_") ? "problem.token" : "problem.other");
}

function isProblem(key: string): key is ProblemKey {
  return Object.hasOwn(provider, key);
}
