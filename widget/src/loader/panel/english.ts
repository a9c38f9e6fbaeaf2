/** English, for when the texts of a language could not be had. */
import {
  alertArrivals,
  alertMessages,
  alertTest,
  close,
  hideChat,
  loading,
  newMessages,
  notLoaded,
  openChat,
  ownWindow,
  patientFrame,
  providerFrame,
  tryAgain,
  visitCalled,
  visitEnded,
  visitNext,
  visitPlace,
  visitWaiting,
} from "../texts/en";
import type { Texts } from "../texts";

// Name by name: the bundler makes `import * as` by a loop, and that stumbles over what a page hung on Object.prototype.
export const english: Texts = {
  alertArrivals,
  alertMessages,
  alertTest,
  close,
  hideChat,
  loading,
  newMessages,
  notLoaded,
  openChat,
  ownWindow,
  patientFrame,
  providerFrame,
  tryAgain,
  visitCalled,
  visitEnded,
  visitNext,
  visitPlace,
  visitWaiting,
};
