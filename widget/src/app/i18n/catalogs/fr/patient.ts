import type { Translated } from "../../translate";
import type { patient as english } from "../en/patient";

export { shared } from "./shared";

export const patient: Translated<typeof english> = {
  "page.title": "Discussion avec la clinique",
  "room.label": "Salle d’attente",
  offline:
    "Vous êtes hors connexion. Votre place est conservée ; vos messages partiront dès que la connexion sera rétablie.",
  "checkIn.intro": "Prévenez {name} de votre arrivée.",
  "checkIn.name": "Votre nom",
  "checkIn.passcode": "Code d’accès",
  "checkIn.passcodeHint": "La clinique vous l’a donné avec votre rendez-vous.",
  "checkIn.submit": "Signaler mon arrivée",
  "checkIn.busy": "Enregistrement de votre arrivée…",
  "checkIn.privacy":
    "Votre nom et vos messages s’affichent uniquement sur l’écran de votre équipe soignante. Ils ne sont jamais enregistrés.",
  "unavailable.title": "Vous ne pouvez pas signaler votre arrivée pour le moment",
  entering: "Entrée dans la salle d’attente…",
  "queue.next": "Le prochain tour sera le vôtre",
  "queue.place": "Votre place dans la file : {count}",
  "queue.reconnecting": "Reconnexion de la salle d’attente. Votre place est conservée.",
  "queue.waiting": "Temps d’attente : {time}",
  "call.title": "{name} vous attend",
  "call.join": "Rejoindre l’appel",
  "call.elsewhere": "Votre appel s’ouvrira sur la page de votre clinique.",
  "call.newTab": "S’ouvre dans un nouvel onglet. Vous pouvez poursuivre la discussion ici.",
  "presence.yours": "En appel avec vous",
  "leave.button": "Quitter la salle d’attente",
  "leave.title": "Quitter la salle d’attente ?",
  "leave.text": "Vous perdrez votre place dans la file et cette conversation prendra fin.",
  "leave.undelivered": {
    one: "{count} message n’a pas encore été reçu et sera perdu.",
    many: "{count} de messages n’ont pas encore été reçus et seront perdus.",
    other: "{count} messages n’ont pas encore été reçus et seront perdus.",
  },
  "leave.busy": "Sortie en cours…",
  "leave.confirm": "Quitter",
  "leave.stay": "Rester",
  "ended.left": "Vous avez quitté la salle d’attente",
  "ended.removed": "Votre visite est terminée",
  "ended.call_ended": "Votre appel est terminé",
  "ended.expired": "Votre visite est terminée",
  "ended.thanks": "Vous pouvez maintenant fermer cette discussion.",
  "ended.removedText":
    "Votre équipe soignante a mis fin à cette visite. Si vous avez encore besoin d’aide, contactez la clinique.",
  "ended.expiredText":
    "Votre absence a duré trop longtemps et votre place dans la file n’a pas pu être conservée.",
  "ended.again": "Signaler à nouveau mon arrivée",
  "departed.erase": "Cette conversation s’efface quand vous la fermez ou actualisez la page.",
  "chat.noFirst": "Vous pourrez écrire ici dès que votre équipe soignante vous aura écrit.",
  "chat.ended": "La visite est terminée : il n’est plus possible d’envoyer de messages.",
  "chat.open": "Ouvrir la discussion",
  "chat.empty": "Vous pouvez écrire à votre équipe soignante pendant l’attente.",
  "replaced.title": "Cette visite est ouverte sur une autre page",
  "replaced.text": "Vous pouvez continuer là-bas ou la reprendre sur cette page.",
  "replaced.button": "Continuer ici",
  "blocked.title": "La salle d’attente ne peut pas s’ouvrir ici",
  "blocked.window": "Ouvrir la discussion dans une fenêtre séparée",
  "blocked.retry": "Réessayer",
  "problem.name_missing": "Indiquez votre nom pour que votre équipe soignante sache qui attend.",
  "problem.wrong_passcode": "Ce code d’accès est incorrect. Vérifiez-le et réessayez.",
  "problem.room_closed": "La salle d’attente est fermée. Revenez pendant les heures d’ouverture.",
  "problem.room_full":
    "La salle d’attente ne peut plus accueillir de patients pour le moment. Réessayez bientôt.",
  "problem.portal_only": "Veuillez passer par le portail patient de votre clinique.",
  "problem.room_unknown": "Cette salle d’attente n’existe plus. Veuillez contacter la clinique.",
  "problem.token":
    "Votre accès n’a pas pu être vérifié. Rouvrez cette page depuis le site de votre clinique.",
  "problem.token_expired": "Votre session a expiré. Actualisez la page de votre clinique.",
  "problem.crypto_missing":
    "Cette page n’est pas assez sécurisée pour une discussion privée. Dans une fenêtre séparée, elle le sera.",
  "problem.version_unsupported":
    "Une version plus récente de cette page est disponible. Veuillez l’actualiser.",
  "problem.offline": "Pas de connexion. Vérifiez votre réseau et réessayez.",
  "problem.too_many": "Vous allez un peu trop vite. Patientez une minute et réessayez.",
  "problem.not_ready": "Le serveur n’est pas prêt pour le moment. Réessayez bientôt.",
  "problem.other": "Un problème est survenu. Réessayez dans un instant.",
};
