/** How long a page may take to get a token from its server. */
const ANSWER_WITHIN_MS = 10_000;

/** Asks the page for a room token. Null when it throws, rejects, gives none, or does not answer in time. */
export async function askForToken(getToken: () => unknown): Promise<string | null> {
  const late = new Promise((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS));
  try {
    const answer = await Promise.race([getToken(), late]);
    return typeof answer === "string" && answer !== "" ? answer : null;
  } catch {
    return null;
  }
}
