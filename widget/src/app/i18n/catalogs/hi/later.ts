import type { Translated } from "../../translate";
import type { later as english } from "../en/later";

export const later: Translated<typeof english> = {
  "sound.switch": "मुझे बुलाए जाने पर आवाज़ बजाएँ",
  "sound.test": "आवाज़ जाँचें",
  "sound.tested": "क्या आपको आवाज़ सुनाई दी? नहीं तो वॉल्यूम बढ़ाएँ।",
  "sound.blocked": "आपका ब्राउज़र आवाज़ को रोक रहा है। कृपया “आवाज़ जाँचें” दबाएँ।",
  "wait.next": "{name} के साथ आपकी कॉल यहीं शुरू होगी। इस पेज को खुला रखें।",
  "wait.ready": "अपने सवाल तैयार रखें, इससे मदद मिलेगी।",
  "wait.urgent": "तुरंत मदद",
  "elsewhere.title": "आप {name} का इंतज़ार कर रहे हैं।",
  "elsewhere.givesUp": "अगर आप यहाँ चेक इन करते हैं, तो वहाँ की कतार में आपकी जगह चली जाएगी।",
  "elsewhere.unseen": "आपकी विज़िट खत्म होने से पहले {name} का संदेश:",
  "elsewhere.seen": "पढ़ लिया",
  "elsewhere.go": "वहाँ जाएँ",
  "elsewhere.leave": "छोड़ें",
  "elsewhere.failed": "आपने वेटिंग रूम नहीं छोड़ा है: सर्वर से संपर्क नहीं हो पा रहा है। कृपया फिर कोशिश करें।",
};
