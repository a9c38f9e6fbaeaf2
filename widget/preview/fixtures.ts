/** Made-up people and conversations. */
import type { Message } from "../src/app/chatbox";
import type { ChatModel, Person } from "../src/app/ui/model";

const MINUTE = 60_000;
const now = Date.now();

export const minutesAgo = (minutes: number): number => now - minutes * MINUTE;

export const elena: Person = {
  id: "elena",
  name: "Dr. Elena Rivera",
  title: "Family medicine",
  photo: null,
  line: "",
  presence: "online",
};

let count = 0;
function message(
  direction: Message["direction"],
  minutes: number,
  text: string,
  more: Partial<Message> = {},
): Message {
  const status = direction === "sent" ? "read" : "read";
  return { id: `m${++count}`, direction, text, at: minutesAgo(minutes), by: null, status, ...more };
}

export const conversation: readonly Message[] = [
  message(
    "received",
    26 * 60,
    "Good morning! I have an appointment tomorrow at ten. Do I need to bring anything?",
  ),
  message(
    "sent",
    26 * 60 - 3,
    "Good morning Ana. Please bring your insurance card and the list of what you take.",
  ),
  message("received", 12, "Hello, I am here now 👋"),
  message("received", 12, "The form asks for my last visit, and I am not sure when it was.\nMaybe in March?"),
  message("sent", 11, "Hi Ana, thanks for checking in. March 14, I have it here.", {
    by: "Nurse Jonas Berg",
  }),
  message(
    "sent",
    10,
    "You can read the leaflet while you wait: https://harborstreet.example/leaflets/blood-pressure-at-home?lang=en.",
  ),
  message("received", 3, "Thank you!"),
  message("sent", 2, "I will be with you in a moment.", { status: "delivered" }),
  message("sent", 0, "Sorry, just finishing a call.", { status: "sending" }),
];

export function chat(name: string, more: Partial<ChatModel> = {}): ChatModel {
  return {
    visit: "ana",
    name,
    state: "open",
    writing: "allowed",
    departure: null,
    messages: conversation,
    draft: "",
    typing: false,
    ...more,
  };
}

/** The same conversation from the other end. */
export function mirrored(messages: readonly Message[]): readonly Message[] {
  return messages.map((each) => ({
    ...each,
    direction: each.direction === "sent" ? "received" : "sent",
    status: each.direction === "sent" ? "read" : each.status,
  }));
}
