import type { Translated } from "../../translate";
import type { console as english } from "../en/console";

export const console: Translated<typeof english> = {
  "page.title": "Konsole · Wartezimmer",
  "signIn.title": "Anmelden",
  "signIn.intro": "Zu den Wartezimmern, die Sie betreuen.",
  "signIn.email": "E-Mail-Adresse",
  "signIn.password": "Passwort",
  "signIn.submit": "Anmelden",
  "signIn.busy": "Sie werden angemeldet …",
  "signIn.privacy": "Was Patienten schreiben, wird nie gespeichert, weder hier noch auf dem Server.",
  "signOut.button": "Abmelden",
  "signOut.title": "Jetzt abmelden?",
  "signOut.undelivered": "Einige Nachrichten wurden noch nicht zugestellt und gehen verloren.",
  "signOut.stay": "Bleiben",
  "rooms.title": "Wählen Sie ein Wartezimmer",
  "rooms.greeting": "Angemeldet als {name}",
  "rooms.none":
    "Ihnen ist noch kein Wartezimmer zugewiesen. Bitte fragen Sie die Person, die die Wartezimmer Ihrer Klinik verwaltet.",
  "rooms.change": "Wartezimmer wechseln",
  loading: "Wird geladen …",
  "unreachable.title": "Die Konsole ist nicht erreichbar",
  "unreachable.retry": "Erneut versuchen",
  "problem.sign_in_failed":
    "Die E-Mail-Adresse oder das Passwort ist nicht richtig. Bitte versuchen Sie es erneut.",
  "problem.too_many": {
    one: "Zu viele Versuche. Bitte warten Sie {count} Minute und versuchen Sie es erneut.",
    other: "Zu viele Versuche. Bitte warten Sie {count} Minuten und versuchen Sie es erneut.",
  },
};
