/** What both sides say. `Dr. Rivera` or `Ana Diaz` stand for {name}. */
export const LANGUAGE = "en";

export const shared = {
  badge: "{count} new messages", // a name that other people's tests lean on, so without a singular of its own
  "chat.with": "Chat with {name}",
  "chat.minimize": "Minimize chat",
  "chat.expand": "Expand chat",
  "chat.close": "Close chat",
  "chat.messages": "Messages with {name}",
  "chat.opened": "New message from {name}",
  "chat.typing": "{name} is typing…",
  "chat.latest": "Jump to latest",
  "chat.latestNew": { one: "{count} new message", other: "{count} new messages" },
  "composer.field": "Message {name}",
  "composer.send": "Send to {name}",
  "composer.hint": "Write a message…",
  "composer.left": { one: "{count} character left", other: "{count} characters left" },
  "composer.over": { one: "{count} character too many", other: "{count} characters too many" },
  "message.you": "You:",
  "message.from": "{name}:",
  "status.sending": "Sending…",
  "status.delivered": "Delivered",
  "status.read": "Read",
  "status.failed": "Not delivered",
  "text.message_empty": "Write something first.",
  "text.message_too_long": "This message is too long. Please shorten it, or send it in parts.",
  "text.message_control_characters":
    "This message holds characters that cannot be sent. Please type it instead of pasting it.",
  "connection.online": "Connected",
  "connection.connecting": "Connecting…",
  "connection.offline": "Offline",
  "presence.online": "Online",
  "presence.on_call": "On a call",
  "presence.away": "Away",
  "presence.offline": "Not here at the moment",
  "time.justNow": "under 1 min",
  "dialog.close": "Close",
} as const;
