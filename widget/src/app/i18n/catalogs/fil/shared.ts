import type { Translated } from "../../translate";
import type { shared as english } from "../en/shared";

export const shared: Translated<typeof english> = {
  badge: {
    one: "{count} bagong mensahe",
    other: "{count} na bagong mensahe",
  },
  "chat.with": "Pakikipag-chat kay {name}",
  "chat.minimize": "Paliitin ang chat",
  "chat.expand": "Palakihin ang chat",
  "chat.close": "Isara ang chat",
  "chat.messages": "Mga mensahe ninyo ni {name}",
  "chat.opened": "Bagong mensahe mula kay {name}",
  "chat.typing": "Nagta-type si {name}…",
  "chat.latest": "Pumunta sa pinakabago",
  "chat.latestNew": {
    one: "{count} bagong mensahe",
    other: "{count} na bagong mensahe",
  },
  "composer.field": "Mensahe kay {name}",
  "composer.send": "Ipadala kay {name}",
  "composer.hint": "Sumulat ng mensahe…",
  "composer.left": {
    one: "{count} character ang natitira",
    other: "{count} na character ang natitira",
  },
  "composer.over": {
    one: "{count} character ang sobra",
    other: "{count} na character ang sobra",
  },
  "message.you": "Kayo:",
  "message.from": "{name}:",
  "status.sending": "Ipinapadala…",
  "status.delivered": "Naihatid na",
  "status.read": "Nabasa na",
  "status.failed": "Hindi naihatid",
  "text.message_empty": "Sumulat muna ng mensahe.",
  "text.message_too_long": "Masyadong mahaba ang mensaheng ito. Pakiiklian ito o ipadala nang hati-hati.",
  "text.message_control_characters":
    "May mga character sa mensaheng ito na hindi maipapadala. Paki-type ito sa halip na i-paste.",
  "connection.online": "Nakakonekta",
  "connection.connecting": "Kumokonekta…",
  "connection.offline": "Walang koneksyon",
  "presence.online": "Online",
  "presence.on_call": "Nasa tawag",
  "presence.away": "Wala sa harap ng screen",
  "presence.offline": "Wala rito sa ngayon",
  "time.justNow": "wala pang 1 min.",
  "dialog.close": "Isara",
  "language.choose": "Wika",
};
