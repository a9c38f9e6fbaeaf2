import type { Translated } from "../../translate";
import type { console as english } from "../en/console";

export const console: Translated<typeof english> = {
  "page.title": "Console · Salle d’attente",
  "signIn.title": "Connexion",
  "signIn.intro": "Pour accéder aux salles d’attente dont vous vous occupez.",
  "signIn.email": "Adresse e-mail",
  "signIn.password": "Mot de passe",
  "signIn.submit": "Se connecter",
  "signIn.busy": "Connexion…",
  "signIn.privacy": "Ce que les patients écrivent n’est jamais enregistré, ni ici ni sur le serveur.",
  "signOut.button": "Se déconnecter",
  "signOut.title": "Se déconnecter maintenant ?",
  "signOut.undelivered": "Certains messages n’ont pas encore été remis et seront perdus.",
  "signOut.stay": "Rester",
  "rooms.title": "Choisissez une salle d’attente",
  "rooms.greeting": "Session ouverte : {name}",
  "rooms.none":
    "Aucune salle d’attente ne vous est encore attribuée. Adressez-vous à la personne qui gère les salles d’attente de votre clinique.",
  "rooms.change": "Changer de salle",
  loading: "Chargement…",
  "unreachable.title": "La console est injoignable",
  "unreachable.retry": "Réessayer",
  "problem.sign_in_failed": "L’adresse e-mail ou le mot de passe est incorrect. Veuillez réessayer.",
  "problem.too_many": {
    one: "Trop de tentatives. Patientez {count} minute et réessayez.",
    many: "Trop de tentatives. Patientez {count} de minutes et réessayez.",
    other: "Trop de tentatives. Patientez {count} minutes et réessayez.",
  },
};
