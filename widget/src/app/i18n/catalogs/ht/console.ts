import type { Translated } from "../../translate";
import type { console as english } from "../en/console";

export const console: Translated<typeof english> = {
  "page.title": "Konsòl · Sal datant",
  "signIn.title": "Konekte",
  "signIn.intro": "Nan sal datant ou responsab yo.",
  "signIn.email": "Imel",
  "signIn.password": "Modpas",
  "signIn.submit": "Konekte",
  "signIn.busy": "Ap konekte…",
  "signIn.privacy": "Nou pa janm konsève sa pasyan yo ekri, ni isit la ni sou sèvè a.",
  "signOut.button": "Dekonekte",
  "signOut.title": "Dekonekte kounye a?",
  "signOut.undelivered": "Gen mesaj ki poko rive epi ki pral pèdi.",
  "signOut.stay": "Rete",
  "rooms.title": "Chwazi yon sal datant",
  "rooms.greeting": "Konekte sou non {name}",
  "rooms.none": "Ou poko gen okenn sal datant. Tanpri mande moun ki responsab sal datant klinik ou a.",
  "rooms.change": "Chanje sal",
  loading: "Ap chaje…",
  "unreachable.title": "Nou pa ka jwenn konsòl la",
  "unreachable.retry": "Eseye ankò",
  "problem.sign_in_failed": "Adrès imel la oswa modpas la pa bon. Tanpri eseye ankò.",
  "problem.too_many": {
    other: "Ou eseye twòp fwa. Tanpri tann {count} minit epi eseye ankò.",
  },
};
