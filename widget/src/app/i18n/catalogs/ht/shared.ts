import type { Translated } from "../../translate";
import type { shared as english } from "../en/shared";

export const shared: Translated<typeof english> = {
  badge: "{count} nouvo mesaj",
  "chat.with": "Tchat ak {name}",
  "chat.minimize": "Redui tchat la",
  "chat.expand": "Agrandi tchat la",
  "chat.close": "Fèmen tchat la",
  "chat.messages": "Mesaj ak {name}",
  "chat.opened": "Nouvo mesaj nan men {name}",
  "chat.typing": "{name} ap ekri…",
  "chat.latest": "Ale nan dènye mesaj la",
  "chat.latestNew": {
    other: "{count} nouvo mesaj",
  },
  "composer.field": "Mesaj pou {name}",
  "composer.send": "Voye bay {name}",
  "composer.hint": "Ekri yon mesaj…",
  "composer.left": {
    other: "{count} karaktè ki rete",
  },
  "composer.over": {
    other: "{count} karaktè anplis",
  },
  "log.unread": "Nouvo mesaj",
  "message.copy": "Kopye mesaj la",
  "message.copied": "Kopye",
  "message.you": "Ou menm:",
  "message.from": "{name}:",
  "status.sending": "Ap voye…",
  "status.delivered": "Li rive",
  "status.read": "Yo li l",
  "status.failed": "Li pa rive",
  "text.message_empty": "Ekri yon bagay anvan.",
  "text.message_too_long": "Mesaj sa a twò long. Tanpri fè l pi kout oswa voye l an plizyè moso.",
  "text.message_control_characters":
    "Gen karaktè nan mesaj sa a ki pa ka voye. Tanpri tape l olye ou kole l.",
  "connection.online": "Konekte",
  "connection.connecting": "Ap konekte…",
  "connection.offline": "Pa gen koneksyon",
  "presence.online": "Anliy",
  "presence.on_call": "Nan yon apèl",
  "presence.away": "Pa devan ekran an",
  "presence.offline": "Pa la pou kounye a",
  "time.justNow": "mwens pase 1 min",
  "dialog.close": "Fèmen",
  "language.choose": "Lang",
};
