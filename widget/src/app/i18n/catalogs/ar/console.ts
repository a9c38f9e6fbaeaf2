import type { Translated } from "../../translate";
import type { console as english } from "../en/console";

export const console: Translated<typeof english> = {
  "page.title": "لوحة التحكم · غرفة الانتظار",
  "signIn.title": "تسجيل الدخول",
  "signIn.intro": "للدخول إلى غرف الانتظار التي ضمن مسؤوليتك.",
  "signIn.email": "البريد الإلكتروني",
  "signIn.password": "كلمة المرور",
  "signIn.submit": "تسجيل الدخول",
  "signIn.busy": "جارٍ تسجيل الدخول…",
  "signIn.privacy": "ما يكتبه المرضى لا يُحفظ أبدًا، لا هنا ولا على الخادم.",
  "signOut.button": "تسجيل الخروج",
  "signOut.title": "تسجيل الخروج الآن؟",
  "signOut.undelivered": "هناك رسائل لم تُسلَّم بعد، وستُفقد.",
  "signOut.stay": "البقاء",
  "rooms.title": "اختيار غرفة الانتظار",
  "rooms.greeting": "تم تسجيل الدخول باسم {name}",
  "rooms.none": "لم تُخصَّص لك غرفة انتظار بعد. يرجى التواصل مع المسؤول عن غرف الانتظار في عيادتك.",
  "rooms.change": "تغيير الغرفة",
  loading: "جارٍ التحميل…",
  "unreachable.title": "تعذّر الوصول إلى لوحة التحكم",
  "unreachable.retry": "إعادة المحاولة",
  "problem.sign_in_failed": "البريد الإلكتروني أو كلمة المرور غير صحيحين. يرجى المحاولة مرة أخرى.",
  "problem.too_many": {
    zero: "محاولات كثيرة. يرجى المحاولة مرة أخرى.",
    one: "محاولات كثيرة. يرجى الانتظار دقيقة واحدة ثم المحاولة مرة أخرى.",
    two: "محاولات كثيرة. يرجى الانتظار دقيقتين ثم المحاولة مرة أخرى.",
    few: "محاولات كثيرة. يرجى الانتظار {count} دقائق ثم المحاولة مرة أخرى.",
    many: "محاولات كثيرة. يرجى الانتظار {count} دقيقة ثم المحاولة مرة أخرى.",
    other: "محاولات كثيرة. يرجى الانتظار {count} دقيقة ثم المحاولة مرة أخرى.",
  },
};
