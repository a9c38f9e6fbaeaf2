import type { Translated } from "../../translate";
import type { shared as english } from "../en/shared";

export const shared: Translated<typeof english> = {
  badge: "Neue Nachrichten: {count}",
  "chat.with": "Chat mit {name}",
  "chat.minimize": "Chat einklappen",
  "chat.expand": "Chat ausklappen",
  "chat.close": "Chat schließen",
  "chat.messages": "Nachrichten mit {name}",
  "chat.opened": "Neue Nachricht von {name}",
  "chat.typing": "{name} schreibt …",
  "chat.latest": "Zur neuesten Nachricht",
  "chat.latestNew": {
    one: "{count} neue Nachricht",
    other: "{count} neue Nachrichten",
  },
  "composer.field": "Nachricht an {name}",
  "composer.send": "An {name} senden",
  "composer.hint": "Nachricht schreiben …",
  "composer.left": {
    one: "Noch {count} Zeichen",
    other: "Noch {count} Zeichen",
  },
  "composer.over": {
    one: "{count} Zeichen zu viel",
    other: "{count} Zeichen zu viel",
  },
  "log.unread": "Neue Nachrichten",
  "message.copy": "Nachricht kopieren",
  "message.copied": "Kopiert",
  "message.notCopied": "Nicht kopiert. Bitte den Text markieren.",
  "message.you": "Sie:",
  "message.from": "{name}:",
  "status.sending": "Wird gesendet …",
  "status.delivered": "Zugestellt",
  "status.read": "Gelesen",
  "status.failed": "Nicht zugestellt",
  "text.message_empty": "Bitte schreiben Sie zuerst etwas.",
  "text.message_too_long":
    "Diese Nachricht ist zu lang. Bitte kürzen Sie sie oder senden Sie sie in mehreren Teilen.",
  "text.message_control_characters":
    "Diese Nachricht enthält Zeichen, die nicht gesendet werden können. Bitte tippen Sie sie ein, statt sie einzufügen.",
  "connection.online": "Verbunden",
  "connection.connecting": "Verbindung wird hergestellt …",
  "connection.offline": "Offline",
  crowded: "In Ihrem Netzwerk sind zu viele Geräte verbunden.",
  "presence.online": "Online",
  "presence.on_call": "Im Gespräch",
  "presence.away": "Abwesend",
  "presence.offline": "Zurzeit nicht da",
  "time.justNow": "unter 1 Min.",
  "dialog.close": "Schließen",
  "failed.title": "Auf dieser Seite ist etwas schiefgegangen",
  "failed.text":
    "Bitte laden Sie sie neu. Plätze in der Warteschlange bleiben erhalten; die hier angezeigten Nachrichten werden gelöscht.",
  "failed.reload": "Neu laden",
  "language.choose": "Sprache",
};
