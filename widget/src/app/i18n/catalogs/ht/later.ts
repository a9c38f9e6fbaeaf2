import type { Translated } from "../../translate";
import type { later as english } from "../en/later";

export const later: Translated<typeof english> = {
  "sound.switch": "Fè yon son lè yo rele m",
  "sound.test": "Teste son an",
  "sound.tested": "Èske ou tande yon son? Si ou pa tande l, monte volim nan.",
  "sound.blocked": "Navigatè ou bloke son an. Tanpri peze “Teste son an”.",
  "wait.next": "{name} ap kòmanse apèl la isit la. Kite paj sa a louvri.",
  "wait.ready": "L ap ede w si w prepare kesyon w yo.",
  "wait.urgent": "Èd ijan",
  "elsewhere.title": "W ap tann {name}.",
  "elsewhere.givesUp": "Si ou siyale ou rive isit la, w ap pèdi plas ou lòt kote a.",
  "elsewhere.unseen": "{name} te ekri ou anvan vizit ou te fini:",
  "elsewhere.seen": "Mwen li l",
  "elsewhere.go": "Ale la",
  "elsewhere.leave": "Kite sal la",
  "elsewhere.failed": "Ou poko kite sal la: nou pa ka jwenn sèvè a. Tanpri eseye ankò.",
};
