// What the soak does inside a page: it writes as a person does, through composer and send button, and reads what the screen shows.
(() => {
  const OTHER = /(\d+-\d+)$/; // patients are called "Patient 2-1": room 2, the first one
  const TEXT = /\d+-\d+ (?:up|down) \d{6}/;
  const writtenAt = {}; // stream ("2-1 up") -> when its messages were written, ms since the epoch
  const states = []; // [ms since the epoch, "online" or "offline"]
  let own = null; // a patient's own conversation
  let refused = 0; // times that there was nothing to write with
  let timer;

  const all = (id) => [...document.querySelectorAll(`[data-testid="${id}"]`)];
  const one = (id) => document.querySelector(`[data-testid="${id}"]`);

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
    const text = `${stream} ${String(times.length + 1).padStart(6, "0")}`;
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

    /** When the connection was shown to come and go. */
    states: () => states,
  };

  function noteState() {
    const state = one("connection-status")?.dataset.state;
    if (state !== undefined && state !== states.at(-1)?.[1]) states.push([Date.now(), state]);
  }
  new MutationObserver(noteState).observe(document, {
    attributeFilter: ["data-state"],
    childList: true,
    subtree: true,
  });
})();
