import type { Translated } from "../../translate";
import type { patient as english } from "../en/patient";

export { shared } from "./shared";

export const patient: Translated<typeof english> = {
  "page.title": "Chat ng klinika",
  "room.label": "Waiting room",
  "trouble.offline":
    "Wala kayong koneksyon. Hindi mawawala ang inyong puwesto sa pila; ipapadala ang mga mensahe kapag bumalik ang koneksyon.",
  "trouble.unreached":
    "Hindi makakonekta sa waiting room. Sinusubukan ulit… Kung magpatuloy ito, pakitawagan ang klinika.",
  "checkIn.intro": "Ipaalam kay {name} na narito na kayo.",
  "checkIn.name": "Pangalan ninyo",
  "checkIn.passcode": "Passcode",
  "checkIn.passcodeHint": "Ibinigay ito ng klinika kasama ng inyong appointment.",
  "checkIn.submit": "Mag-check in",
  "checkIn.busy": "Nagche-check in…",
  "checkIn.privacy": "Ang inyong care team lang ang makakabasa nito. Walang sine-save.",
  "unavailable.title": "Hindi makapag-check in sa ngayon",
  entering: "Dinadala kayo sa waiting room…",
  "queue.next": "Kayo na ang susunod",
  "queue.place": "Pang-{count} kayo sa pila",
  "queue.reconnecting": "Kumokonekta ulit sa waiting room. Hindi mawawala ang inyong puwesto sa pila.",
  "queue.joined": "Kadarating lang ninyo",
  "queue.waiting": "{time} na kayo rito",
  "absence.yet": "Wala pa rito si {name}. Hindi mawawala ang inyong puwesto sa pila.",
  "absence.now": "Wala rito si {name} sa ngayon. Hindi mawawala ang inyong puwesto sa pila.",
  "call.title": "Handa na si {name} para sa inyo",
  "call.join": "Sumali sa tawag",
  "call.elsewhere": "Magbubukas ang inyong tawag sa page ng inyong klinika.",
  "call.newTab": "Magbubukas sa bagong tab. Puwede kayong magpatuloy sa chat dito.",
  "presence.yours": "Nasa tawag kasama ninyo",
  "leave.button": "Umalis sa waiting room",
  "leave.title": "Aalis na ba kayo sa waiting room?",
  "leave.text": "Mawawala ang inyong puwesto sa pila at matatapos ang pag-uusap na ito.",
  "leave.inCall": "Matatapos ang inyong pagbisita at ang pag-uusap na ito.",
  "leave.undelivered": {
    one: "{count} mensahe ang hindi pa natatanggap at mawawala.",
    other: "{count} na mensahe ang hindi pa natatanggap at mawawala.",
  },
  "leave.busy": "Umaalis…",
  "leave.confirm": "Umalis",
  "leave.stay": "Manatili",
  "ended.left": "Umalis na kayo sa waiting room",
  "ended.removed": "Tapos na ang inyong pagbisita",
  "ended.call_ended": "Tapos na ang inyong tawag",
  "ended.expired": "Tapos na ang inyong pagbisita",
  "ended.thanks": "Puwede na ninyong isara ang chat na ito.",
  "ended.removedText":
    "Tinapos na ng inyong care team ang pagbisitang ito. Kung kailangan pa ninyo ng tulong, mangyaring makipag-ugnayan sa klinika.",
  "ended.expiredText":
    "Masyadong matagal na naputol ang inyong koneksyon, kaya hindi na namin naitabi ang inyong puwesto. Ikinalulungkot namin ito.",
  "ended.again": "Mag-check in ulit",
  "departed.erase": "Mabubura ang pag-uusap na ito kapag isinara ninyo ito o ni-refresh ang page.",
  "chat.noFirst": "Makakasulat kayo rito kapag nakapagpadala na ng mensahe sa inyo ang inyong care team.",
  "chat.ended": "Tapos na ang pagbisitang ito. Hindi na kayo makapagpapadala ng mensahe.",
  "chat.open": "Buksan ang chat",
  "chat.empty": "Puwede kayong sumulat sa inyong care team habang naghihintay.",
  "replaced.title": "Bukas ang pagbisitang ito sa ibang tab",
  "replaced.text": "Puwede kayong magpatuloy roon, o ibalik ito rito.",
  "replaced.button": "Magpatuloy rito",
  "blocked.title": "Hindi mabuksan dito ang waiting room",
  "blocked.window": "Buksan ang chat sa hiwalay na window",
  "blocked.retry": "Subukan ulit",
  "problem.name_missing":
    "Pakilagay ang inyong pangalan para malaman ng inyong care team kung sino ang naghihintay.",
  "problem.wrong_passcode": "Hindi tama ang passcode na ito. Pakitingnan ito at subukan ulit.",
  "problem.room_closed": "Sarado ang waiting room. Mangyaring bumalik sa oras na bukas ito.",
  "problem.room_full":
    "Hindi na makatatanggap ng mas maraming pasyente ang waiting room sa ngayon. Pakisubukan ulit maya-maya.",
  "problem.portal_only": "Mangyaring pumasok sa patient portal ng inyong klinika.",
  "problem.room_unknown": "Wala na ang waiting room na ito. Mangyaring makipag-ugnayan sa klinika.",
  "problem.token":
    "Hindi ma-verify ang inyong pag-sign in. Pakibuksan ulit ang page na ito mula sa site ng inyong klinika.",
  "problem.token_expired": "Nag-expire na ang inyong pag-sign in. Paki-reload ang page ng inyong klinika.",
  "problem.crypto_missing":
    "Hindi sapat ang seguridad ng page na ito para sa pribadong chat. Ligtas itong mabubuksan sa hiwalay na window.",
  "problem.version_unsupported": "May mas bagong bersyon ang page na ito. Paki-reload ito.",
  "problem.offline": "Walang koneksyon. Pakitingnan ito at subukan ulit.",
  "problem.too_many": "Masyadong mabilis iyon. Mangyaring maghintay ng isang minuto at subukan ulit.",
  "problem.not_ready": "Hindi pa handa ang server sa ngayon. Pakisubukan ulit maya-maya.",
  "problem.other": "May nangyaring mali. Pakisubukan ulit maya-maya.",
};
