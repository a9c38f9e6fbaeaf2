/** A conversation as plain text, for a provider's own records. Pure. */
import type { Message } from "../../../chatbox";
import { t } from "../../../i18n/settings";

export interface Writers {
  readonly patient: string;
  /** Who writes on this page. */
  readonly me: string;
}

/** Lines that continue a message stand further in: nobody can write what looks like another one's message. */
const CONTINUED = "\n    ";

/** @param now when the copy is made: milliseconds since the epoch, as for the messages */
export function transcript(messages: readonly Message[], { patient, me }: Writers, now: number): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const head = [
    t("transcript.title", { name: patient }),
    t("transcript.made", { time: stamp(now), zone: timeZone }),
  ];
  const lines = messages.map((message) => {
    const writer = message.direction === "received" ? patient : (message.by ?? me);
    const text = message.text.split(/\r\n|[\n\r\u2028\u2029]/).join(CONTINUED);
    return `[${stamp(message.at)}] ${writer}: ${text}${note(message)}`;
  });
  return [...head, "", ...lines, ""].join("\n");
}

/** Names nobody. */
export function fileName(now: number): string {
  return `conversation-${stamp(now).replace(" ", "-").replace(":", "")}.txt`;
}

function note({ direction, status }: Message): string {
  const undelivered = direction === "sent" && (status === "sending" || status === "failed");
  return undelivered ? ` (${t("transcript.undelivered")})` : "";
}

/** `2030-03-14 12:05`, by this computer's clock: the same in every language, and sorted by time where sorted at all. */
function stamp(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
