import type { Translated } from "../../translate";
import type { console as english } from "../en/console";

export const console: Translated<typeof english> = {
  "page.title": "कंसोल · वेटिंग रूम",
  "signIn.title": "साइन इन करें",
  "signIn.intro": "उन वेटिंग रूम के लिए जो आपकी ज़िम्मेदारी में हैं।",
  "signIn.email": "ई-मेल",
  "signIn.password": "पासवर्ड",
  "signIn.submit": "साइन इन करें",
  "signIn.busy": "साइन इन हो रहा है…",
  "signIn.privacy": "मरीज़ जो लिखते हैं, उसे कभी सहेजा नहीं जाता, न यहाँ, न सर्वर पर।",
  "signOut.button": "साइन आउट करें",
  "signOut.title": "अभी साइन आउट करें?",
  "signOut.undelivered": "कुछ संदेश अभी तक नहीं पहुँचे हैं और खो जाएँगे।",
  "signOut.stay": "यहीं रहें",
  "rooms.title": "वेटिंग रूम चुनें",
  "rooms.greeting": "{name} के नाम से साइन इन है",
  "rooms.none": "आपको अभी कोई वेटिंग रूम नहीं सौंपा गया है। कृपया अपने क्लिनिक के वेटिंग रूम के प्रबंधक से पूछें।",
  "rooms.change": "रूम बदलें",
  loading: "लोड हो रहा है…",
  "unreachable.title": "कंसोल से कनेक्ट नहीं हो सका",
  "unreachable.retry": "फिर से कोशिश करें",
  "problem.sign_in_failed": "ई-मेल पता या पासवर्ड सही नहीं है। कृपया फिर से कोशिश करें।",
  "problem.too_many": {
    one: "बहुत बार कोशिश हुई। कृपया {count} मिनट रुककर फिर से कोशिश करें।",
    other: "बहुत बार कोशिश हुई। कृपया {count} मिनट रुककर फिर से कोशिश करें।",
  },
};
