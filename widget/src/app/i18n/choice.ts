/** The language that a person has chosen, kept in the tab alone: for a reload, before anything else is known. */

type Side = "patient" | "provider";

function keyOf(side: Side): string {
  return `waitside:language:${side}`;
}

/** Null when there is none, or the browser gives no storage. */
export function recallChoice(side: Side): string | null {
  try {
    return sessionStorage.getItem(keyOf(side));
  } catch {
    return null;
  }
}

/** @param language null for none: the next person in this tab may read another */
export function keepChoice(side: Side, language: string | null): void {
  try {
    if (language === null) sessionStorage.removeItem(keyOf(side));
    else sessionStorage.setItem(keyOf(side), language);
  } catch {
    // nothing is lost but the reload
  }
}
