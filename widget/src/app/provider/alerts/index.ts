/** Tells a provider of news: by a sound, a notification of the browser, and a number in the tab's title. */
import { computed, effect, signal, untracked, type ReadonlySignal } from "@preact/signals-core";
import { EMPTY, type ChatState } from "../../chatbox";
import { t } from "../../i18n/provider";
import { createBell, type Bell } from "../../ui/bell";
import type { AlertActions, AlertsModel, ProviderActions, ProviderModel, QueueRow } from "../../ui/model";
import { claim, pause } from "./claim";
import { firstWords, isInTitle, isNews, newArrivals, newMessages, waysOf, type News } from "./news";
import type { Outside } from "./outside";

export { hostPage } from "./hostPage";
export { ownPage } from "./ownPage";

/** In milliseconds. A page on which the message is read has the time to say so. */
const HOLD_BACK = 250;
/** For how long no other page tells the same, and none rings again. */
const HOLD = { news: 10_000, ring: 2_000 };

const LOOKS = ["pointerdown", "keydown", "wheel", "focus"];

export interface Watched {
  readonly model: ReadonlySignal<ProviderModel>;
  readonly desk: { readonly chat: ReadonlySignal<ChatState> };
  readonly actions: Pick<ProviderActions, "openChat">;
}

export class Alerts {
  readonly model: ReadonlySignal<AlertsModel>;
  readonly actions: AlertActions;
  /** Who has arrived since somebody last did anything on this page. */
  readonly #unseen = signal<ReadonlySet<string>>(new Set());
  readonly #since = Date.now();

  constructor(
    private readonly outside: Outside,
    private readonly bell: Omit<Bell, "unlock"> = createBell(),
  ) {
    this.model = computed(() => ({
      sound: bell.state.value,
      desktop: outside.desktop.value,
      discreet: outside.discreet,
    }));
    this.actions = { askPermission: () => outside.ask(), testAlerts: () => this.#test() };
  }

  watch(session: Watched): void {
    this.#watchMessages(session);
    this.#watchArrivals(session);
    this.#watchTitle(session);
    const look = () => this.#look(session.desk.chat.value);
    for (const event of LOOKS) addEventListener(event, look, { capture: true, passive: true });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") look();
    });
    addEventListener("pagehide", () => this.outside.count(0, false));
  }

  #watchMessages(session: Watched): void {
    let before = EMPTY;
    effect(() => {
      const chat = session.desk.chat.value;
      const news = newMessages(before, chat, this.#since);
      before = chat;
      for (const each of news) untracked(() => void this.#tell(each, session));
    });
    this.#withdrawWhenGone("messages", () => unreadVisits(session.model.value));
  }

  #watchArrivals(session: Watched): void {
    let before: readonly Pick<QueueRow, "visit">[] | null = null;
    effect(() => {
      const { queue, ending, room } = session.model.value;
      if (room === null) return;
      const news = before === null ? [] : newArrivals(before, queue); // who was there at first did not just arrive
      before = [...queue, ...ending]; // whose end is undone has not arrived anew
      const present = new Set(queue.map(({ visit }) => visit));
      untracked(() => {
        const unseen = [...this.#unseen.value, ...news.map(({ visit }) => visit)].filter((each) =>
          present.has(each),
        );
        if (news.length > 0 || unseen.length < this.#unseen.value.size) this.#unseen.value = new Set(unseen);
        for (const each of news) void this.#tell(each, session);
      });
    });
    this.#withdrawWhenGone("arrivals", () => this.#unseen.value);
  }

  #watchTitle({ model }: Watched): void {
    const shows = (kind: News["kind"]) => {
      const account = model.value.account;
      return account !== null && isInTitle(account.settings, kind);
    };
    const unread = computed(() => {
      const { queue, left } = model.value;
      return shows("messages") ? [...queue, ...left].reduce((sum, row) => sum + row.unread, 0) : 0;
    });
    const arrivals = computed(() => shows("arrivals") && this.#unseen.value.size > 0);
    effect(() => this.outside.count(unread.value, arrivals.value));
  }

  /** Notifications go when what they tell has been seen. */
  #withdrawWhenGone(kind: News["kind"], visits: () => ReadonlySet<string>): void {
    let before: ReadonlySet<string> = new Set();
    effect(() => {
      const now = visits();
      for (const visit of before) if (!now.has(visit)) this.outside.withdraw(kind, visit);
      before = now;
    });
  }

  async #tell(news: News, session: Watched): Promise<void> {
    const { account, me } = session.model.value;
    if (account === null || me === null) return;
    const { sound, desktop } = waysOf(news, account.settings, session.desk.chat.value, document.hasFocus());
    if (!sound && !desktop) return;
    await pause(HOLD_BACK);
    if (!isNews(news, session.desk.chat.value, session.model.value.queue)) return;
    if (sound) await this.#ring(news, me.id);
    if (desktop) await this.#show(news, session);
  }

  async #ring({ id }: News, account: string): Promise<void> {
    if (this.bell.state.value !== "ready") return; // a page that cannot leaves it to one that can
    if ((await claim(`sound-${account}-${id}`, HOLD.news)) && (await claim(`ring-${account}`, HOLD.ring)))
      this.bell.ring();
  }

  async #show(news: News, { model, desk, actions }: Watched): Promise<void> {
    const { account, me, queue } = model.value;
    if (this.outside.desktop.value !== "granted" || account === null || me === null) return;
    if (!(await claim(`desktop-${me.id}-${news.id}`, HOLD.news))) return;
    const { kind, visit } = news;
    const name = account.settings.details ? (queue.find((row) => row.visit === visit)?.name ?? null) : null;
    const onClick = () => kind === "messages" && actions.openChat(visit);
    this.outside.show({ kind, visit, onClick, ...words(news, name, desk.chat.value) });
  }

  /** Somebody is at this page: the queue and the open chat are seen. */
  #look({ box }: ChatState): void {
    if (this.#unseen.value.size > 0) this.#unseen.value = new Set();
    if (box.state === "open") this.outside.withdraw("messages", box.visit);
  }

  #test(): void {
    this.bell.ring();
    const notice = { kind: "test", visit: "", body: "", onClick: () => undefined } as const;
    if (this.outside.desktop.value === "granted") this.outside.show({ ...notice, title: t("alert.test") });
  }
}

/** `name`: null where notifications carry none. */
function words(
  { kind, id, visit }: News,
  name: string | null,
  chat: ChatState,
): { title: string; body: string } {
  if (kind === "arrivals") return { title: t("alert.arrivals"), body: name ?? "" };
  if (name === null) return { title: t("alert.messages"), body: "" };
  const message = chat.conversations.get(visit)?.messages.find((each) => each.id === id);
  return { title: name, body: firstWords(message?.text ?? "") };
}

function unreadVisits({ queue, left }: ProviderModel): ReadonlySet<string> {
  return new Set([...queue, ...left].filter(({ unread }) => unread > 0).map(({ visit }) => visit));
}
