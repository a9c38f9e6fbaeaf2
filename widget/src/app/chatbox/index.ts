export { step } from "./machine";
export type { Effect, Input, Step } from "./inputs";
export {
  EMPTY,
  sendingCount,
  shownVisit,
  unreadCount,
  unreadIds,
  type Box,
  type ChatState,
  type Conversation,
  type Message,
  type Order,
  type MessageStatus,
  type VisitId,
} from "./state";
