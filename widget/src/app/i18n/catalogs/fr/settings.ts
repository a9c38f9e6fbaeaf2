import type { Translated } from "../../translate";
import type { settings as english } from "../en/settings";

export const settings: Translated<typeof english> = {
  "tab.profile": "Profil",
  "tab.notifications": "Notifications",
  "tab.appearance": "Langue et apparence",
  "tab.security": "Sécurité",
  "document.care":
    "Ce que vous copiez ou enregistrez ne s’efface pas avec cette page. Conservez-le uniquement dans le dossier du patient et supprimez les autres copies.",
  "document.copy": "Copier la conversation",
  "document.save": "Enregistrer au format texte",
  "document.copied": "Copié.",
  "document.notCopied":
    "Le navigateur n’a pas autorisé la copie. Enregistrez plutôt la conversation au format texte.",
  "document.saved": "Enregistré sous {file}.",
  "transcript.title": "Conversation avec {name}",
  "transcript.made": "Copiée le {time}, heures en {zone}",
  "transcript.undelivered": "non remis",
  "line.field": "Ce que voient les patients, par exemple « 10 minutes de retard »",
  "line.save": "Enregistrer",
  "line.cancel": "Annuler",
  "keys.write": "Écrire à ce patient",
  "keys.on": "Utiliser ces raccourcis",
  "keys.hint": "Ils fonctionnent quand vous n’écrivez pas dans un champ.",
  save: "Enregistrer",
  saved: "Enregistré",
  cancel: "Annuler",
  "profile.intro":
    "Les patients voient ceci pendant l’attente, dans toutes les salles dont vous vous occupez.",
  "profile.photo": "Photo",
  "profile.choosePhoto": "Choisir une photo",
  "profile.changePhoto": "Changer la photo",
  "profile.removePhoto": "Supprimer la photo",
  "profile.name": "Nom",
  "profile.title": "Fonction ou spécialité",
  "profile.titleHint": "Par exemple « Médecine générale »",
  "profile.line": "Message pour les patients en attente",
  "profile.lineHint": "Par exemple « 10 minutes de retard »",
  "profile.unsaved": "Pas encore enregistré",
  "alerts.messages": "Nouveaux messages dans la discussion",
  "alerts.arrivals": "Arrivée de patients dans la file",
  "alerts.messages.ways": "Quand un message arrive",
  "alerts.arrivals.ways": "Quand un patient rejoint la file",
  "alerts.sound": "Son",
  "alerts.desktop": "Notification sur le bureau",
  "alerts.title": "Titre de l’onglet",
  "alerts.quiet": "Silencieux : visible dans la file uniquement.",
  "alerts.details": "Afficher les noms et le texte dans les notifications",
  "alerts.detailsHint":
    "Toute personne qui voit cet écran ou la liste des notifications de cet ordinateur pourra les lire.",
  "alerts.detailsElsewhere":
    "Les notifications ne les affichent jamais sur cette page, qui fait partie du site de votre clinique. Là où elles les affichent, toute personne qui voit l’écran pourra les lire.",
  "alerts.browser": "Ce navigateur",
  "alerts.sound.ready": "Le son est prêt.",
  "alerts.sound.locked":
    "Le son est bloqué tant que vous n’avez pas cliqué ou appuyé sur une touche dans cette page.",
  "alerts.sound.unsupported": "Ce navigateur ne peut pas émettre le son.",
  "alerts.desktop.granted": "Les notifications sur le bureau sont autorisées.",
  "alerts.desktop.default": "Les notifications sur le bureau ne sont pas encore autorisées.",
  "alerts.desktop.denied":
    "Les notifications sur le bureau sont bloquées. Autorisez-les pour ce site dans les paramètres de votre navigateur, puis actualisez la page.",
  "alerts.desktop.unsupported": "Cette page ne peut pas afficher de notifications sur le bureau.",
  "alerts.allow": "Autoriser les notifications sur le bureau",
  "alerts.test": "Tester",
  "alerts.tested.both":
    "Un son a été émis et une notification affichée. Si vous ne les avez pas remarqués, vérifiez le volume de l’ordinateur et ses paramètres de notification.",
  "alerts.tested.sound":
    "Un son a été émis. Si vous ne l’avez pas entendu, vérifiez le volume de l’ordinateur.",
  "alerts.tested.desktop":
    "Une notification a été affichée. Si vous ne l’avez pas vue, vérifiez les paramètres de notification de l’ordinateur.",
  "alerts.tested.none": "Rien n’a pu être émis ni affiché, pour les raisons ci-dessus.",
  "appearance.theme": "Thème",
  "theme.system": "Comme sur l’appareil",
  "theme.light": "Clair",
  "theme.dark": "Sombre",
  "appearance.language": "Langue",
  "language.browser": "Comme dans le navigateur",
  "undo.time": "Délai pour annuler",
  "undo.off": "Désactivé",
  "undo.hint":
    "Pendant ce délai, vous pouvez annuler « {remove} » et « {end} ». Le patient n’en est informé qu’après, ou dès que vous commencez un autre appel.",
  "security.account": "Vous vous connectez en tant que {email}.",
  "security.password": "Changer le mot de passe",
  "security.passwordHint":
    "Cela ferme votre session sur toutes les pages, y compris celle-ci. Reconnectez-vous ensuite avec le nouveau mot de passe.",
  "security.current": "Mot de passe actuel",
  "security.new": "Nouveau mot de passe",
  "security.newHint": "Au moins {count} caractères. Une suite de plusieurs mots est facile à retenir.",
  "security.repeat": "Confirmez le nouveau mot de passe",
  "security.noPassword":
    "Vous vous connectez sur le site de votre clinique : il n’y a donc pas de mot de passe à changer ici.",
  "security.everywhere": "Se déconnecter partout",
  "security.everywhereHint":
    "Ferme toutes les pages ouvertes de votre compte, sur tous les appareils. Les conversations qui s’y trouvent sont perdues.",
  "security.confirm": "Se déconnecter de toutes les pages, y compris celle-ci ?",
  "problem.wrong_password": "Le mot de passe actuel est incorrect.",
  "problem.bad_password": "Le mot de passe doit compter de 12 à 128 caractères.",
  "problem.bad_picture":
    "Ce fichier ne peut pas être utilisé. Choisissez une photo au format JPEG, PNG ou WebP.",
  "problem.password_mismatch": "Les deux nouveaux mots de passe ne sont pas identiques.",
  "problem.name_missing": "Les patients ont besoin d’un nom pour savoir qui vous êtes.",
};
