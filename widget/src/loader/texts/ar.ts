export const openChat = "فتح المحادثة";
export const newMessages = {
  zero: "لا رسائل جديدة",
  one: "رسالة جديدة واحدة",
  two: "رسالتان جديدتان",
  few: "{count} رسائل جديدة",
  many: "{count} رسالة جديدة",
  other: "{count} رسالة جديدة",
};
export const loading = "جارٍ التحميل…";
export const notLoaded = "تعذّر تحميل المحادثة.";
export const tryAgain = "إعادة المحاولة";
export const ownWindow = "فتح المحادثة في نافذة جديدة";
export const close = "إغلاق";
export const patientFrame = "محادثة العيادة";
export const providerFrame = "قائمة انتظار المرضى";
export const alertMessages = "رسالة جديدة";
export const alertArrivals = "انضم مريض إلى قائمة الانتظار";
export const alertTest = "هذا إشعار تجريبي";
export const hideChat = "إخفاء المحادثة";
export const visitNext = "دورك هو التالي";
export const visitPlace = "رقمك في قائمة الانتظار: {count}";
export const visitWaiting = "في الانتظار";
export const visitCalled = "حان موعد مكالمتك";
export const visitEnded = "انتهت الزيارة";
