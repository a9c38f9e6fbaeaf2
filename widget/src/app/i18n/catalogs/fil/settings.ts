import type { Translated } from "../../translate";
import type { settings as english } from "../en/settings";

export const settings: Translated<typeof english> = {
  "tab.profile": "Profile",
  "tab.notifications": "Mga notification",
  "tab.appearance": "Wika at hitsura",
  "tab.security": "Seguridad",
  save: "I-save",
  saved: "Na-save na",
  cancel: "Kanselahin",
  "profile.intro": "Nakikita ito ng mga pasyente habang naghihintay, sa bawat waiting room na hawak ninyo.",
  "profile.photo": "Larawan",
  "profile.choosePhoto": "Pumili ng larawan",
  "profile.changePhoto": "Palitan ang larawan",
  "profile.removePhoto": "Alisin ang larawan",
  "profile.name": "Pangalan",
  "profile.title": "Titulo o espesyalidad",
  "profile.titleHint": "Halimbawa, “Family medicine”",
  "profile.line": "Paalala para sa mga naghihintay",
  "profile.lineHint": "Halimbawa, “Mahuhuli nang 10 minuto”",
  "alerts.messages": "Mga bagong mensahe sa chat",
  "alerts.arrivals": "Mga pasyenteng sumasali sa pila",
  "alerts.messages.ways": "Kapag may dumating na mensahe",
  "alerts.arrivals.ways": "Kapag may sumaling pasyente",
  "alerts.sound": "Tunog",
  "alerts.desktop": "Desktop notification",
  "alerts.title": "Pamagat ng tab",
  "alerts.quiet": "Tahimik: sa pila lang makikita.",
  "alerts.details": "Ipakita ang mga pangalan at text sa mga notification",
  "alerts.detailsHint":
    "Maaaring mabasa ang mga ito ng sinumang nakakakita sa screen na ito at sa listahan ng notification ng computer na ito.",
  "alerts.detailsElsewhere":
    "Hindi kailanman ipinapakita ng mga notification ang mga ito sa page na ito, na bahagi ng site ng inyong klinika. Kung saan ipinapakita ang mga ito, maaaring mabasa ng sinumang nakakakita sa screen.",
  "alerts.browser": "Ang browser na ito",
  "alerts.sound.ready": "Handa na ang tunog.",
  "alerts.sound.locked":
    "Naka-block ang tunog hangga’t hindi kayo nagki-click o pumipindot ng key sa page na ito.",
  "alerts.sound.unsupported": "Hindi mapatugtog ng browser na ito ang tunog.",
  "alerts.desktop.granted": "Pinapayagan ang mga desktop notification.",
  "alerts.desktop.default": "Hindi pa pinapayagan ang mga desktop notification.",
  "alerts.desktop.denied":
    "Naka-block ang mga desktop notification. Payagan ang mga ito para sa site na ito sa mga setting ng inyong browser, saka i-reload ang page.",
  "alerts.desktop.unsupported": "Hindi maipapakita ang mga desktop notification mula sa page na ito.",
  "alerts.allow": "Payagan ang mga desktop notification",
  "alerts.test": "Subukan",
  "alerts.tested.both":
    "May pinatugtog na tunog at ipinakitang notification. Kung hindi ninyo napansin ang mga ito, tingnan ang volume at mga setting ng notification ng computer.",
  "alerts.tested.sound":
    "May pinatugtog na tunog. Kung hindi ninyo ito narinig, tingnan ang volume ng computer.",
  "alerts.tested.desktop":
    "May ipinakitang notification. Kung hindi ninyo ito nakita, tingnan ang mga setting ng notification ng computer.",
  "alerts.tested.none": "Walang napatugtog o naipakita, dahil sa mga nabanggit sa itaas.",
  "appearance.theme": "Tema",
  "theme.system": "Gaya ng sa device na ito",
  "theme.light": "Maliwanag",
  "theme.dark": "Madilim",
  "appearance.language": "Wika",
  "language.browser": "Gaya ng sa browser",
  "security.account": "Nagsa-sign in kayo bilang {email}.",
  "security.password": "Palitan ang password",
  "security.passwordHint":
    "Masa-sign out kayo sa lahat ng page, pati rito. Pagkatapos, mag-sign in gamit ang bagong password.",
  "security.current": "Kasalukuyang password",
  "security.new": "Bagong password",
  "security.newHint": "Hindi bababa sa {count} character. Madaling tandaan ang ilang pinagsamang salita.",
  "security.repeat": "Ulitin ang bagong password",
  "security.noPassword":
    "Sa site ng inyong klinika kayo nagsa-sign in, kaya walang password na mapapalitan dito.",
  "security.everywhere": "Mag-sign out sa lahat ng device",
  "security.everywhereHint":
    "Isasara ang lahat ng bukas na page ng inyong account sa lahat ng device. Mawawala ang mga pag-uusap doon.",
  "security.confirm": "Mag-sign out sa lahat ng page, pati rito?",
  "problem.password_mismatch": "Hindi magkapareho ang dalawang bagong password.",
  "problem.name_missing": "Kailangan ng pangalan para malaman ng mga pasyente kung sino kayo.",
};
