/** Made-up people and conversations. */
import type { Message } from "../src/app/chatbox";
import type { ChatModel, Person } from "../src/app/ui/model";
import { NOW } from "./clock";

const MINUTE = 60_000;

export const minutesAgo = (minutes: number): number => NOW - minutes * MINUTE;

export const elena: Person = {
  id: "elena",
  name: "Dr. Elena Rivera",
  title: "Family medicine",
  photo: null,
  line: "",
  presence: "online",
};

/** Somebody whose name is as long as names get, and a title that is one long word. */
export const longNamed: Person = {
  ...elena,
  name: "Univ.-Prof. Dr. Maximiliane Featherstonehaugh-Cholmondeley von und zu Hohenlohe",
  title: "Hals-Nasen-Ohrenheilkundefachärztin",
};

let count = 0;
function message(
  direction: Message["direction"],
  minutes: number,
  text: string,
  more: Partial<Message> = {},
): Message {
  const rest = { at: minutesAgo(minutes), by: null, status: "read" } as const;
  return { id: `m${++count}`, direction, text, ...rest, ...more };
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

/** What was still on its way when the other side left. */
export const failed: readonly Message[] = conversation.map((each) =>
  each.status === "sending" ? { ...each, status: "failed" } : each,
);

/** Words that do not break, lines that do, and both ways of writing. */
export const unruly: readonly Message[] = [
  message("received", 9, `${"Aa".repeat(120)}\nhttps://harborstreet.example/${"leaflet-".repeat(20)}`),
  message("sent", 8, "One\n\nTwo\n    indented\nThree"),
  message("received", 7, "هل يمكنني الدخول الآن؟"),
  message("sent", 6, "نعم, please come in: https://video.example/c1"),
  message("received", 5, "👍"),
];

export const many: readonly Message[] = Array.from({ length: 60 }, (_, index) =>
  message(
    index % 3 === 0 ? "sent" : "received",
    200 - index * 3,
    `Message ${index + 1} of a long conversation.`,
  ),
);

export function chat(name: string, more: Partial<ChatModel> = {}): ChatModel {
  return {
    visit: "ana",
    name,
    state: "open",
    writing: "allowed",
    departure: null,
    messages: conversation,
    newFrom: null,
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

const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" rx="2" fill="teal"/></svg>`;

/** The clinic, with a logo. */
export const harbor = {
  name: "Harbor Street Clinic",
  logo: `data:image/svg+xml,${encodeURIComponent(LOGO)}`,
};
