import type { Translated } from "../../translate";
import type { later as english } from "../en/later";

export const later: Translated<typeof english> = {
  "sound.switch": "Ton abspielen, wenn ich aufgerufen werde",
  "sound.test": "Ton testen",
  "sound.tested": "Haben Sie einen Ton gehört? Falls nicht, stellen Sie die Lautstärke höher.",
  "sound.blocked": "Ihr Browser blockiert den Ton. Bitte drücken Sie auf „Ton testen“.",
  "wait.next": "{name} beginnt das Gespräch hier. Lassen Sie diese Seite geöffnet.",
  "wait.ready": "Am besten legen Sie sich Ihre Fragen schon zurecht.",
  "wait.urgent": "Dringende Hilfe",
  "elsewhere.title": "Sie warten auf {name}.",
  "elsewhere.givesUp": "Wenn Sie sich hier anmelden, geben Sie Ihren Platz dort auf.",
  "elsewhere.unseen": "Nachricht von {name}, bevor Ihr Besuch beendet wurde:",
  "elsewhere.seen": "Gelesen",
  "elsewhere.go": "Dorthin wechseln",
  "elsewhere.leave": "Verlassen",
  "elsewhere.failed":
    "Das Verlassen hat nicht geklappt: Der Server ist nicht erreichbar. Bitte versuchen Sie es noch einmal.",
};
