import type { Translated } from "../../translate";
import type { console as english } from "../en/console";

export const console: Translated<typeof english> = {
  "page.title": "מסוף · חדר ההמתנה",
  "signIn.title": "כניסה",
  "signIn.intro": "לחדרי ההמתנה שבאחריותך.",
  "signIn.email": "דוא״ל",
  "signIn.password": "סיסמה",
  "signIn.submit": "כניסה",
  "signIn.busy": "נכנסים…",
  "signIn.privacy": "מה שמטופלים כותבים לעולם לא נשמר, לא כאן ולא בשרת.",
  "signOut.button": "יציאה מהחשבון",
  "signOut.title": "לצאת מהחשבון עכשיו?",
  "signOut.undelivered": "יש הודעות שעדיין לא נמסרו, והן יאבדו.",
  "signOut.stay": "להישאר",
  "rooms.title": "בחירת חדר המתנה",
  "rooms.greeting": "החשבון של {name}",
  "rooms.none": "עדיין לא הוקצה לך חדר המתנה. נא לפנות לאחראים על חדרי ההמתנה במרפאה.",
  "rooms.change": "החלפת חדר",
  loading: "בטעינה…",
  "unreachable.title": "אי אפשר להתחבר למערכת",
  "unreachable.retry": "לנסות שוב",
  "problem.sign_in_failed": "כתובת הדוא״ל או הסיסמה שגויה. נא לנסות שוב.",
  "problem.too_many": {
    one: "יותר מדי ניסיונות. נא להמתין דקה ולנסות שוב.",
    two: "יותר מדי ניסיונות. נא להמתין שתי דקות ולנסות שוב.",
    other: "יותר מדי ניסיונות. נא להמתין {count} דקות ולנסות שוב.",
  },
};
