import type { Translated } from "../../translate";
import type { later as english } from "../en/later";

export const later: Translated<typeof english> = {
  "sound.switch": "להשמיע צליל כשקוראים לי",
  "sound.test": "בדיקת הצליל",
  "sound.tested": "שמעת צליל? אם לא, אפשר להגביר את עוצמת הקול.",
  "sound.blocked": "הדפדפן חוסם את הצליל. יש ללחוץ על ״בדיקת הצליל״.",
  "wait.next": "השיחה עם {name} תתחיל כאן. נא להשאיר את הדף הזה פתוח.",
  "wait.ready": "כדאי להכין את השאלות מראש.",
  "wait.urgent": "עזרה דחופה",
  "elsewhere.title": "המקום שלך בתור אצל {name} עדיין שמור.",
  "elsewhere.givesUp": "הצטרפות לתור כאן מבטלת את המקום שלך שם.",
  "elsewhere.unseen": "הודעה מ־{name} לפני שהביקור שלך הסתיים:",
  "elsewhere.seen": "קראתי",
  "elsewhere.go": "מעבר לשם",
  "elsewhere.leave": "יציאה",
  "elsewhere.failed": "היציאה לא הצליחה: אין קשר עם השרת. כדאי לנסות שוב.",
};
