import type { Translated } from "../../translate";
import type { console as english } from "../en/console";

export const console: Translated<typeof english> = {
  "page.title": "Console · Sala d’attesa",
  "signIn.title": "Accedi",
  "signIn.intro": "Per entrare nelle sale d’attesa che lei segue.",
  "signIn.email": "E-mail",
  "signIn.password": "Password",
  "signIn.submit": "Accedi",
  "signIn.busy": "Accesso in corso…",
  "signIn.privacy": "Ciò che scrivono i pazienti non viene mai conservato, né qui né sul server.",
  "signOut.button": "Esci",
  "signOut.title": "Uscire adesso?",
  "signOut.undelivered": "Alcuni messaggi non sono ancora stati consegnati e andranno persi.",
  "signOut.stay": "Resta",
  "rooms.title": "Scelga una sala d’attesa",
  "rooms.greeting": "Accesso effettuato come {name}",
  "rooms.none":
    "Non le è ancora stata assegnata alcuna sala d’attesa. Si rivolga a chi gestisce le sale d’attesa della sua clinica.",
  "rooms.change": "Cambia sala",
  loading: "Caricamento…",
  "unreachable.title": "Impossibile raggiungere la console",
  "unreachable.retry": "Riprova",
  "problem.sign_in_failed": "L’indirizzo e-mail o la password non sono corretti. Riprovi.",
  "problem.too_many": {
    one: "Troppi tentativi. Attenda {count} minuto e riprovi.",
    many: "Troppi tentativi. Attenda {count} di minuti e riprovi.",
    other: "Troppi tentativi. Attenda {count} minuti e riprovi.",
  },
};
