import type { Answer } from "../live/connection";
import type { Problem } from "../ui/model";

/** What the person must know of the server's answer to a command. */
export function problemOf(answer: Answer): Problem | null {
  return answer.type === "accepted" ? null : { code: answer.code };
}
