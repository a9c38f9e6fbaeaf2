import type { Translated } from "../../translate";
import type { later as english } from "../en/later";

export const later: Translated<typeof english> = {
  "sound.switch": "Émettre un son quand on m’appelle",
  "sound.test": "Tester le son",
  "sound.tested": "Avez-vous entendu un son ? Sinon, augmentez le volume.",
  "sound.blocked": "Votre navigateur bloque le son. Appuyez sur « Tester le son ».",
  "wait.next": "{name} démarrera l’appel ici. Gardez cette page ouverte.",
  "wait.ready": "Préparez les questions que vous voulez poser.",
  "wait.urgent": "Aide urgente",
  "elsewhere.title": "Vous attendez {name}.",
  "elsewhere.givesUp": "Si vous signalez votre arrivée ici, vous perdez votre place là-bas.",
  "elsewhere.unseen": "{name} vous a écrit avant la fin de votre visite :",
  "elsewhere.seen": "J’ai lu",
  "elsewhere.go": "Y aller",
  "elsewhere.leave": "Quitter",
  "elsewhere.failed": "Vous n’avez pas quitté la salle : le serveur est injoignable. Veuillez réessayer.",
};
