import type { Translated } from "../../translate";
import type { later as english } from "../en/later";

export const later: Translated<typeof english> = {
  "sound.switch": "Odtwórz dźwięk, gdy nadejdzie moja kolej",
  "sound.test": "Sprawdź dźwięk",
  "sound.tested": "Słychać dźwięk? Jeśli nie, proszę zwiększyć głośność.",
  "sound.blocked": "Przeglądarka blokuje dźwięk. Proszę nacisnąć „Sprawdź dźwięk”.",
  "wait.next": "{name} rozpocznie rozmowę tutaj. Proszę nie zamykać tej strony.",
  "wait.ready": "Warto przygotować sobie pytania.",
  "wait.urgent": "Pilna pomoc",
  "elsewhere.title": "Trwa oczekiwanie na rozmowę: {name}.",
  "elsewhere.givesUp": "Zgłoszenie przybycia tutaj oznacza utratę miejsca w tamtej kolejce.",
  "elsewhere.unseen": "Wiadomość sprzed zakończenia wizyty ({name}):",
  "elsewhere.seen": "Przeczytane",
  "elsewhere.go": "Przejdź tam",
  "elsewhere.leave": "Opuść",
  "elsewhere.failed":
    "Nie udało się opuścić poczekalni: brak połączenia z serwerem. Proszę spróbować ponownie.",
};
