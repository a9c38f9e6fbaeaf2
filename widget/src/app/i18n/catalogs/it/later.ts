import type { Translated } from "../../translate";
import type { later as english } from "../en/later";

export const later: Translated<typeof english> = {
  "sound.switch": "Emetti un suono quando mi chiamano",
  "sound.test": "Prova il suono",
  "sound.tested": "Ha sentito un suono? Se no, alzi il volume.",
  "sound.blocked": "Il suo browser blocca il suono. Prema “Prova il suono”.",
  "wait.next": "{name} avvierà la chiamata qui. Tenga aperta questa pagina.",
  "wait.ready": "È utile avere pronte le sue domande.",
  "wait.urgent": "Aiuto urgente",
  "elsewhere.title": "È in attesa di {name}.",
  "elsewhere.givesUp": "Se segnala il suo arrivo qui, perde il suo posto lì.",
  "elsewhere.unseen": "{name} le ha scritto prima che la sua visita terminasse:",
  "elsewhere.seen": "Ho letto",
  "elsewhere.go": "Vai lì",
  "elsewhere.leave": "Lascia",
  "elsewhere.failed": "Non ha lasciato la sala: il server non è raggiungibile. Riprovi.",
};
