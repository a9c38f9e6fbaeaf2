import type { Translated } from "../../translate";
import type { settings as english } from "../en/settings";

export const settings: Translated<typeof english> = {
  "tab.profile": "Profil",
  "tab.notifications": "Benachrichtigungen",
  "tab.appearance": "Sprache und Darstellung",
  "tab.security": "Sicherheit",
  save: "Speichern",
  saved: "Gespeichert",
  cancel: "Abbrechen",
  "profile.intro": "Das sehen Patienten, während sie warten, in jedem Wartezimmer, das Sie betreuen.",
  "profile.photo": "Foto",
  "profile.choosePhoto": "Foto auswählen",
  "profile.changePhoto": "Foto ändern",
  "profile.removePhoto": "Foto entfernen",
  "profile.name": "Name",
  "profile.title": "Funktion oder Fachgebiet",
  "profile.titleHint": "Zum Beispiel „Allgemeinmedizin“",
  "profile.line": "Hinweis für Wartende",
  "profile.lineHint": "Zum Beispiel „Etwa 10 Minuten Verspätung“",
  "alerts.messages": "Neue Chatnachrichten",
  "alerts.arrivals": "Neue Patienten in der Warteschlange",
  "alerts.messages.ways": "Wenn eine Nachricht eintrifft",
  "alerts.arrivals.ways": "Wenn ein Patient dazukommt",
  "alerts.sound": "Ton",
  "alerts.desktop": "Desktop-Benachrichtigung",
  "alerts.title": "Tab-Titel",
  "alerts.quiet": "Lautlos: nur in der Warteschlange zu sehen.",
  "alerts.details": "Namen und Text in Benachrichtigungen anzeigen",
  "alerts.detailsHint":
    "Wer diesen Bildschirm oder die Benachrichtigungsliste dieses Computers sehen kann, kann sie lesen.",
  "alerts.detailsElsewhere":
    "Auf dieser Seite, die zur Website Ihrer Klinik gehört, zeigen Benachrichtigungen sie nie an. Wo sie es tun, kann sie lesen, wer den Bildschirm sieht.",
  "alerts.browser": "Dieser Browser",
  "alerts.sound.ready": "Der Ton ist bereit.",
  "alerts.sound.locked": "Der Ton ist gesperrt, bis Sie auf dieser Seite klicken oder eine Taste drücken.",
  "alerts.sound.unsupported": "Dieser Browser kann den Ton nicht abspielen.",
  "alerts.desktop.granted": "Desktop-Benachrichtigungen sind erlaubt.",
  "alerts.desktop.default": "Desktop-Benachrichtigungen sind noch nicht erlaubt.",
  "alerts.desktop.denied":
    "Desktop-Benachrichtigungen sind blockiert. Erlauben Sie sie für diese Website in den Einstellungen Ihres Browsers und laden Sie die Seite dann neu.",
  "alerts.desktop.unsupported":
    "Desktop-Benachrichtigungen können von dieser Seite aus nicht angezeigt werden.",
  "alerts.allow": "Desktop-Benachrichtigungen erlauben",
  "alerts.test": "Testen",
  "alerts.tested.both":
    "Ein Ton wurde abgespielt und eine Benachrichtigung angezeigt. Falls Sie nichts bemerkt haben, prüfen Sie die Lautstärke und die Benachrichtigungseinstellungen des Computers.",
  "alerts.tested.sound":
    "Ein Ton wurde abgespielt. Falls Sie ihn nicht gehört haben, prüfen Sie die Lautstärke des Computers.",
  "alerts.tested.desktop":
    "Eine Benachrichtigung wurde angezeigt. Falls Sie sie nicht gesehen haben, prüfen Sie die Benachrichtigungseinstellungen des Computers.",
  "alerts.tested.none": "Aus den oben genannten Gründen konnte nichts abgespielt oder angezeigt werden.",
  "appearance.theme": "Design",
  "theme.system": "Wie auf diesem Gerät",
  "theme.light": "Hell",
  "theme.dark": "Dunkel",
  "appearance.language": "Sprache",
  "language.browser": "Wie im Browser",
  "security.account": "Sie melden sich als {email} an.",
  "security.password": "Passwort ändern",
  "security.passwordHint":
    "Damit werden Sie auf allen Seiten abgemeldet, auch auf dieser. Melden Sie sich danach mit dem neuen Passwort an.",
  "security.current": "Aktuelles Passwort",
  "security.new": "Neues Passwort",
  "security.newHint": "Mindestens {count} Zeichen. Mehrere Wörter lassen sich leicht merken.",
  "security.repeat": "Neues Passwort wiederholen",
  "security.noPassword":
    "Sie melden sich auf der Website Ihrer Klinik an, deshalb gibt es hier kein Passwort zu ändern.",
  "security.everywhere": "Überall abmelden",
  "security.everywhereHint":
    "Schließt alle geöffneten Seiten Ihres Kontos, auf allen Geräten. Die Chats darauf gehen verloren.",
  "security.confirm": "Auf allen Seiten abmelden, auch auf dieser?",
  "problem.password_mismatch": "Die beiden neuen Passwörter stimmen nicht überein.",
  "problem.name_missing": "Patienten brauchen einen Namen, um zu wissen, wer Sie sind.",
};
