/** What the tests of the provider's page start from. */
import type { AccountView } from "../protocol/types";
import type { AlertsModel } from "../ui/model";

/** An account that nobody has set anything for, of a provider who comes by a portal's token. */
export const ACCOUNT: AccountView = {
  email: null,
  password: false,
  settings: {
    messages: { on: true, sound: true, desktop: false, title: true },
    arrivals: { on: true, sound: true, desktop: false, title: true },
    details: false,
    theme: "system",
    language: "",
  },
};

export const ALERTS: AlertsModel = { sound: "ready", desktop: "granted", discreet: false };
