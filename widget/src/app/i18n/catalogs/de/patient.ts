import type { Translated } from "../../translate";
import type { patient as english } from "../en/patient";

export { shared } from "./shared";

export const patient: Translated<typeof english> = {
  "page.title": "Chat mit der Klinik",
  "room.label": "Wartezimmer",
  "trouble.offline":
    "Sie sind offline. Ihr Platz bleibt erhalten; Nachrichten werden gesendet, sobald Sie wieder online sind.",
  "trouble.unreached":
    "Das Wartezimmer ist nicht erreichbar. Neuer Versuch … Wenn das so bleibt, rufen Sie bitte in der Klinik an.",
  "checkIn.intro": "Melden Sie sich an, damit {name} weiß, dass Sie da sind.",
  "checkIn.name": "Ihr Name",
  "checkIn.passcode": "Zugangscode",
  "checkIn.passcodeHint": "Sie haben ihn von der Klinik mit Ihrem Termin erhalten.",
  "checkIn.submit": "Anmelden",
  "checkIn.busy": "Sie werden angemeldet …",
  "checkIn.privacy": "Nur Ihr Behandlungsteam kann das lesen. Nichts wird gespeichert.",
  "unavailable.title": "Die Anmeldung ist gerade nicht möglich",
  entering: "Sie werden ins Wartezimmer geleitet …",
  "queue.next": "Sie sind als Nächstes dran",
  "queue.place": "Sie sind auf Platz {count} der Warteschlange",
  "queue.reconnecting": "Die Verbindung zum Wartezimmer wird wiederhergestellt. Ihr Platz bleibt erhalten.",
  "queue.joined": "Gerade angekommen",
  "queue.waiting": "Sie warten seit {time}",
  "absence.yet": "{name} ist noch nicht da. Ihr Platz bleibt erhalten.",
  "absence.now": "{name} ist gerade nicht da. Ihr Platz bleibt erhalten.",
  "call.title": "{name} ist jetzt für Sie da",
  "call.join": "Dem Gespräch beitreten",
  "call.elsewhere": "Ihr Gespräch öffnet sich auf der Seite Ihrer Klinik.",
  "call.newTab": "Öffnet sich in einem neuen Tab. Hier können Sie weiter chatten.",
  "presence.yours": "Im Gespräch mit Ihnen",
  "leave.button": "Wartezimmer verlassen",
  "leave.title": "Wartezimmer verlassen?",
  "leave.text": "Sie verlieren Ihren Platz in der Warteschlange, und dieser Chat endet.",
  "leave.inCall": "Damit enden Ihr Besuch und dieser Chat.",
  "leave.undelivered": {
    one: "{count} Nachricht ist noch nicht angekommen und geht verloren.",
    other: "{count} Nachrichten sind noch nicht angekommen und gehen verloren.",
  },
  "leave.busy": "Sie verlassen das Wartezimmer …",
  "leave.confirm": "Verlassen",
  "leave.stay": "Bleiben",
  "ended.left": "Sie haben das Wartezimmer verlassen",
  "ended.removed": "Ihr Besuch ist beendet",
  "ended.call_ended": "Ihr Gespräch ist beendet",
  "ended.expired": "Ihr Besuch ist beendet",
  "ended.thanks": "Sie können diesen Chat jetzt schließen.",
  "ended.removedText":
    "Ihr Behandlungsteam hat diesen Besuch beendet. Wenn Sie noch Hilfe brauchen, wenden Sie sich bitte an die Klinik.",
  "ended.expiredText":
    "Ihre Verbindung war zu lange unterbrochen. Wir konnten Ihren Platz nicht länger freihalten. Das tut uns leid.",
  "ended.again": "Erneut anmelden",
  "departed.erase": "Dieser Chat wird gelöscht, wenn Sie ihn schließen oder die Seite neu laden.",
  "chat.noFirst": "Sie können hier schreiben, sobald Ihr Behandlungsteam Ihnen geschrieben hat.",
  "chat.ended": "Dieser Besuch ist beendet. Sie können keine Nachrichten mehr senden.",
  "chat.open": "Chat öffnen",
  "chat.empty": "Während Sie warten, können Sie Ihrem Behandlungsteam schreiben.",
  "replaced.title": "Dieser Besuch ist in einem anderen Tab geöffnet",
  "replaced.text": "Sie können dort weitermachen oder ihn hierher zurückholen.",
  "replaced.button": "Hier fortfahren",
  "blocked.title": "Das Wartezimmer kann hier nicht geöffnet werden",
  "blocked.window": "Chat in eigenem Fenster öffnen",
  "blocked.retry": "Erneut versuchen",
  "problem.name_missing": "Bitte geben Sie Ihren Namen ein, damit Ihr Behandlungsteam weiß, wer wartet.",
  "problem.wrong_passcode":
    "Dieser Zugangscode ist nicht richtig. Bitte prüfen Sie ihn und versuchen Sie es erneut.",
  "problem.room_closed":
    "Das Wartezimmer ist geschlossen. Bitte kommen Sie während der Öffnungszeiten wieder.",
  "problem.room_full":
    "Das Wartezimmer kann gerade niemanden mehr aufnehmen. Bitte versuchen Sie es bald noch einmal.",
  "problem.portal_only": "Bitte nutzen Sie den Zugang über das Patientenportal Ihrer Klinik.",
  "problem.room_unknown": "Dieses Wartezimmer gibt es nicht mehr. Bitte wenden Sie sich an die Klinik.",
  "problem.token":
    "Ihre Anmeldung konnte nicht geprüft werden. Bitte öffnen Sie diese Seite noch einmal von der Website Ihrer Klinik aus.",
  "problem.token_expired": "Ihre Anmeldung ist abgelaufen. Bitte laden Sie die Seite Ihrer Klinik neu.",
  "problem.crypto_missing":
    "Diese Seite ist für einen vertraulichen Chat nicht sicher genug. Bitte öffnen Sie den Chat in einem eigenen Fenster.",
  "problem.version_unsupported": "Es gibt eine neuere Version dieser Seite. Bitte laden Sie sie neu.",
  "problem.offline": "Keine Verbindung. Bitte prüfen Sie Ihr Internet und versuchen Sie es erneut.",
  "problem.too_many": "Das ging etwas zu schnell. Bitte warten Sie eine Minute und versuchen Sie es erneut.",
  "problem.not_ready": "Der Server ist gerade nicht bereit. Bitte versuchen Sie es bald noch einmal.",
  "problem.other": "Etwas ist schiefgegangen. Bitte versuchen Sie es gleich noch einmal.",
};
