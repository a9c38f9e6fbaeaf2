// What the soak does inside a page: it writes as a person does, through composer and send button, and reads what the screen shows.
(() => {
  const OTHER = /(\d+-\d+)$/; // patients are called "Patient 2-1": room 2, the first one
  const TEXT = /\d+-\d+ (?:up|down) \d{6}/;
  const writtenAt = {}; // stream ("2-1 up") -> when its messages were written, ms since the epoch
  const states = []; // [ms since the epoch, "online" or "offline"]
  const arrivedAt = new Map(); // text -> when it came here, or was first shown as having come there; ms since the epoch
  let connectedAt = 0; // when the last row was shown as connected; ms since the epoch
  let own = null; // a patient's own conversation
  let refused = 0; // times that there was nothing to write with
  let timer;

  const all = (id) => [...document.querySelectorAll(`[data-testid="${id}"]`)];
  const one = (id) => document.querySelector(`[data-testid="${id}"]`);

  const textIn = (stream, number) => `${stream} ${String(number).padStart(6, "0")}`;

  /** The conversation that the box shows; null where it is closed. */
  function shown() {
    const box = one("chat-box");
    if (box === null || own !== null) return box && own;
    return OTHER.exec(box.getAttribute("aria-label"))?.[1] ?? null;
  }

  function write() {
    const conversation = shown();
    const box = one("chat-box");
    const field = box?.querySelector("textarea");
    const button = box?.querySelector('button[aria-label^="Send to"]');
    if (conversation === null || !field || field.disabled || !button || button.disabled) {
      refused += 1;
      return;
    }
    const stream = `${conversation} ${own === null ? "down" : "up"}`;
    const times = (writtenAt[stream] ??= []);
    const text = textIn(stream, times.length + 1);
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    times.push(Date.now());
    button.click();
  }

  const textOf = (message) => TEXT.exec(message.textContent)?.[0] ?? message.textContent;
  const messages = (direction) => all("message").filter(({ dataset }) => dataset.direction === direction);

  window.soak = {
    /** Write every so many milliseconds, give or take a half; `name` is a patient's own conversation. */
    start(every, name) {
      own = name;
      const next = () => {
        timer = setTimeout(() => {
          write();
          next();
        }, every * (0.5 + Math.random()));
      };
      next();
    },
    stop: () => clearTimeout(timer),

    /** Everything that the box shows, and how much was ever written in each stream. */
    read: () => ({
      shown: shown(),
      sent: messages("sent").map((each) => [textOf(each), each.dataset.status]),
      received: messages("received").map(textOf),
      written: Object.fromEntries(Object.entries(writtenAt).map(([stream, times]) => [stream, times.length])),
      refused,
    }),

    /** How far what was written before a moment (ms since the epoch) has got, as far as this page can tell. */
    progress(before) {
      const old = {};
      for (const [stream, times] of Object.entries(writtenAt)) old[stream] = times.filter((at) => at < before).length;
      const sent = messages("sent");
      const due = shown() === null ? 0 : (old[`${shown()} ${own === null ? "down" : "up"}`] ?? 0);
      return {
        shown: shown(),
        written: old,
        sending: sent.slice(0, due).filter(({ dataset }) => dataset.status === "sending").length,
        received: messages("received").length,
        rows: all("queue-row").map(({ dataset, textContent }) => ({
          name: /Patient \d+-\d+/.exec(textContent)?.[0] ?? "",
          status: dataset.status,
          connected: dataset.connected === "true",
        })),
      };
    },

    /**
     * When the last of what was written before a moment had arrived, and everyone was connected, as this page showed it;
     * `expected`: how many it was to get, by stream. In ms since the epoch. Looking from outside would take seconds itself.
     */
    drainedAt(before, expected) {
      const last = (stream, count) => arrivedAt.get(textIn(stream, count)) ?? 0;
      const written = Object.entries(writtenAt).map(([stream, times]) => [stream, times.filter((at) => at < before).length]);
      return Math.max(connectedAt, ...[...written, ...Object.entries(expected)].map(([stream, count]) => last(stream, count)));
    },

    /** When the connection was shown to come and go. */
    states: () => states,
  };

  function noteState() {
    const state = one("connection-status")?.dataset.state;
    if (state !== undefined && state !== states.at(-1)?.[1]) states.push([Date.now(), state]);
  }

  function noteArrival(element) {
    const { testid, status, connected } = element.dataset;
    if (testid === "queue-row" && connected === "true") connectedAt = Date.now();
    if (testid !== "message") return;
    const text = textOf(element);
    if (status === "sending") arrivedAt.delete(text);
    else if (!arrivedAt.has(text)) arrivedAt.set(text, Date.now());
  }

  new MutationObserver((changes) => {
    noteState();
    for (const { target, addedNodes } of changes) {
      if (target instanceof HTMLElement) noteArrival(target);
      for (const added of addedNodes) {
        if (!(added instanceof HTMLElement)) continue;
        for (const each of [added, ...added.querySelectorAll("[data-testid]")]) noteArrival(each);
      }
    }
  }).observe(document, {
    attributeFilter: ["data-state", "data-status", "data-connected"],
    childList: true,
    subtree: true,
  });
})();
