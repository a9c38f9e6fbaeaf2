import type { Translated } from "../../translate";
import type { later as english } from "../en/later";

export const later: Translated<typeof english> = {
  "sound.switch": "Magpatunog kapag tinawag ako",
  "sound.test": "Subukan ang tunog",
  "sound.tested": "Narinig ba ninyo ang tunog? Kung hindi, lakasan ang volume.",
  "sound.blocked": "Hinaharang ng inyong browser ang tunog. Pindutin ang “Subukan ang tunog”.",
  "wait.next": "Dito sisimulan ni {name} ang tawag. Panatilihing bukas ang page na ito.",
  "wait.ready": "Makakatulong kung handa na ang inyong mga tanong.",
  "wait.urgent": "Agarang tulong",
  "elsewhere.title": "Naghihintay kayo kay {name}.",
  "elsewhere.givesUp": "Kung mag-check in kayo rito, mawawala ang inyong puwesto roon.",
  "elsewhere.unseen": "Sumulat si {name} sa inyo bago natapos ang inyong pagbisita:",
  "elsewhere.seen": "Nabasa ko na",
  "elsewhere.go": "Pumunta roon",
  "elsewhere.leave": "Umalis",
  "elsewhere.failed": "Hindi pa kayo nakaalis: hindi maabot ang server. Pakisubukan muli.",
};
