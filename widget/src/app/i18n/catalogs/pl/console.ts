import type { Translated } from "../../translate";
import type { console as english } from "../en/console";

export const console: Translated<typeof english> = {
  "page.title": "Konsola · Poczekalnia",
  "signIn.title": "Logowanie",
  "signIn.intro": "Do prowadzonych poczekalni.",
  "signIn.email": "Adres e-mail",
  "signIn.password": "Hasło",
  "signIn.submit": "Zaloguj się",
  "signIn.busy": "Logowanie…",
  "signIn.privacy": "To, co piszą pacjenci, nigdy nie jest zapisywane, ani tutaj, ani na serwerze.",
  "signOut.button": "Wyloguj się",
  "signOut.title": "Wylogować się teraz?",
  "signOut.undelivered": "Niektóre wiadomości nie zostały jeszcze dostarczone i przepadną.",
  "signOut.stay": "Zostań",
  "rooms.title": "Wybór poczekalni",
  "rooms.greeting": "Zalogowano: {name}",
  "rooms.none":
    "Nie przypisano jeszcze żadnej poczekalni. Proszę zwrócić się do osoby zarządzającej poczekalniami w placówce.",
  "rooms.change": "Zmień poczekalnię",
  loading: "Wczytywanie…",
  "unreachable.title": "Nie można połączyć się z konsolą",
  "unreachable.retry": "Spróbuj ponownie",
  "problem.sign_in_failed": "Adres e-mail lub hasło są nieprawidłowe. Proszę spróbować ponownie.",
  "problem.too_many": {
    one: "Zbyt wiele prób. Proszę odczekać {count} minutę i spróbować ponownie.",
    few: "Zbyt wiele prób. Proszę odczekać {count} minuty i spróbować ponownie.",
    many: "Zbyt wiele prób. Proszę odczekać {count} minut i spróbować ponownie.",
    other: "Zbyt wiele prób. Proszę odczekać {count} minuty i spróbować ponownie.",
  },
};
