import type { Translated } from "../../translate";
import type { shared as english } from "../en/shared";

export const shared: Translated<typeof english> = {
  badge: {
    one: "{count} नया संदेश",
    other: "{count} नए संदेश",
  },
  "chat.with": "{name} के साथ चैट",
  "chat.minimize": "चैट छोटी करें",
  "chat.expand": "चैट बड़ी करें",
  "chat.close": "चैट बंद करें",
  "chat.messages": "{name} के साथ संदेश",
  "chat.opened": "{name} की ओर से नया संदेश",
  "chat.typing": "{name} का संदेश टाइप हो रहा है…",
  "chat.latest": "सबसे नए संदेश पर जाएँ",
  "chat.latestNew": {
    one: "{count} नया संदेश",
    other: "{count} नए संदेश",
  },
  "composer.field": "{name} के लिए संदेश",
  "composer.send": "{name} को भेजें",
  "composer.hint": "संदेश लिखें…",
  "composer.left": {
    one: "{count} अक्षर बाकी है",
    other: "{count} अक्षर बाकी हैं",
  },
  "composer.over": {
    one: "{count} अक्षर ज़्यादा है",
    other: "{count} अक्षर ज़्यादा हैं",
  },
  "message.you": "आप:",
  "message.from": "{name}:",
  "status.sending": "भेजा जा रहा है…",
  "status.delivered": "पहुँच गया",
  "status.read": "पढ़ा गया",
  "status.failed": "नहीं पहुँचा",
  "text.message_empty": "पहले कुछ लिखें।",
  "text.message_too_long": "यह संदेश बहुत लंबा है। कृपया इसे छोटा करें या हिस्सों में भेजें।",
  "text.message_control_characters":
    "इस संदेश में ऐसे अक्षर हैं जिन्हें भेजा नहीं जा सकता। कृपया पेस्ट करने के बजाय इसे टाइप करें।",
  "connection.online": "कनेक्टेड",
  "connection.connecting": "कनेक्ट हो रहा है…",
  "connection.offline": "ऑफ़लाइन",
  "presence.online": "ऑनलाइन",
  "presence.on_call": "कॉल पर",
  "presence.away": "स्क्रीन से दूर",
  "presence.offline": "अभी यहाँ नहीं हैं",
  "time.justNow": "1 मि॰ से कम",
  "dialog.close": "बंद करें",
  "language.choose": "भाषा",
};
