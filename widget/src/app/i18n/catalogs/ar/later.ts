import type { Translated } from "../../translate";
import type { later as english } from "../en/later";

export const later: Translated<typeof english> = {
  "sound.switch": "تشغيل صوت عند مناداتي",
  "sound.test": "تجربة الصوت",
  "sound.tested": "هل سُمع الصوت؟ إن لم يُسمع، فيرجى رفع مستوى الصوت.",
  "sound.blocked": "المتصفح يمنع الصوت. يرجى الضغط على «تجربة الصوت».",
  "wait.next": "ستبدأ مكالمتك مع {name} هنا. أبقِ هذه الصفحة مفتوحة.",
  "wait.ready": "من المفيد أن تجهّز أسئلتك.",
  "wait.urgent": "مساعدة عاجلة",
  "elsewhere.title": "أنت بانتظار {name}.",
  "elsewhere.givesUp": "إذا سجّلت وصولك هنا، فستفقد دورك هناك.",
  "elsewhere.unseen": "رسالة من {name} قبل انتهاء زيارتك:",
  "elsewhere.seen": "قرأت الرسائل",
  "elsewhere.go": "الانتقال إلى هناك",
  "elsewhere.leave": "مغادرة",
  "elsewhere.failed": "لم تتم المغادرة: يتعذر الوصول إلى الخادم. يرجى المحاولة مرة أخرى.",
};
