import type { Translated } from "../../translate";
import type { console as english } from "../en/console";

export const console: Translated<typeof english> = {
  "page.title": "Console · Waiting room",
  "signIn.title": "Mag-sign in",
  "signIn.intro": "Sa mga waiting room na hawak ninyo.",
  "signIn.email": "E-mail",
  "signIn.password": "Password",
  "signIn.submit": "Mag-sign in",
  "signIn.busy": "Nagsa-sign in…",
  "signIn.privacy": "Hinding-hindi sine-save ang isinusulat ng mga pasyente, dito man o sa server.",
  "signOut.button": "Mag-sign out",
  "signOut.title": "Mag-sign out na ngayon?",
  "signOut.undelivered": "May mga mensaheng hindi pa naihahatid at mawawala.",
  "signOut.stay": "Manatili",
  "rooms.title": "Pumili ng waiting room",
  "rooms.greeting": "Naka-sign in bilang {name}",
  "rooms.none":
    "Wala pang waiting room na nakatalaga sa inyo. Magtanong sa namamahala ng mga waiting room ng inyong klinika.",
  "rooms.change": "Magpalit ng waiting room",
  loading: "Nilo-load…",
  "unreachable.title": "Hindi makakonekta sa console",
  "unreachable.retry": "Subukan ulit",
  "problem.sign_in_failed": "Hindi tama ang e-mail address o password. Pakisubukan ulit.",
  "problem.too_many": {
    one: "Masyadong maraming pagsubok. Mangyaring maghintay ng {count} minuto at subukan ulit.",
    other: "Masyadong maraming pagsubok. Mangyaring maghintay ng {count} na minuto at subukan ulit.",
  },
};
