import { describe, expect, it } from "vitest";
import document from "../../../../docs/chat-box.md?raw";
import { EMPTY, step, unreadCount, type ChatState, type Effect, type Input, type Message } from ".";

/** The tables of docs/chat-box.md, as rows of cells. */
const tables = document
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| ---"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const headers = tables.findIndex((row) => row[1] === "chat A");
const states = new Map(tables.slice(1, headers).map(([name, ...facts]) => [name ?? "", facts.join(", ")]));
const inputs = tables[headers]?.slice(1) ?? [];
const rows = tables.slice(headers + 1);

let written = 0;
function message(direction: Message["direction"] = "received"): Message {
  written += 1;
  return {
    id: `m${written}`,
    direction,
    text: `text ${written}`,
    at: written,
    by: null,
    status: "delivered",
  };
}

function run(state: ChatState, ...steps: readonly Input[]): ChatState {
  return steps.reduce((before, input) => step(before, input).state, state);
}

const wrote = (visit: string): Input => ({ type: "message_added", visit, message: message() });
const hidden: Input = { type: "page_visible", visible: false };
const shown: Input = { type: "page_visible", visible: true };

function input(name: string): Input {
  const [what, who] = name.split(" ");
  switch (name) {
    case "minimize":
      return { type: "minimized" };
    case "expand":
      return { type: "expanded" };
    case "close":
      return { type: "closed" };
    case "A leaves":
      return { type: "visit_left", visit: "A" };
    case "A returns":
      return { type: "visit_present", visit: "A" };
    case "page hidden":
      return hidden;
    case "page shown":
      return shown;
  }
  const visit = who ?? "";
  switch (what) {
    case "chat":
      return { type: "chat_opened", visit };
    case "message":
      return wrote(visit);
    case "call":
      return { type: "call_started", visit };
    case "dismiss":
      return { type: "dismissed", visit };
    default:
      throw new Error(`no such input: ${name}`);
  }
}

/** Brings the machine into a state, by inputs only, from the facts that the first table gives. */
function arrange(facts: string): ChatState {
  const [box = "", a, unread, page] = facts.split(", ");
  const [look, who] = box.split(" ");
  const here: Input[] = [
    { type: "visit_present", visit: "A" },
    { type: "visit_present", visit: "B" },
    hidden,
  ];
  const opened: Input[] = who === undefined ? [] : [{ type: "chat_opened", visit: who }];
  const unseen: Input[] = unread === "yes" ? [wrote("A")] : [];
  const left: Input[] = a === "here" ? [] : [{ type: "visit_left", visit: "A" }];
  const smaller: Input[] = look === "minimized" ? [{ type: "minimized" }] : [];
  const visible: Input[] = page === "visible" ? [shown] : [];
  return run(EMPTY, ...here, ...opened, ...unseen, ...left, ...smaller, ...visible);
}

/** The facts of a state, in the words of the first table. */
function describeState(state: ChatState): string {
  const a = state.conversations.get("A");
  const box = state.box.state === "closed" ? "closed" : `${state.box.state} ${state.box.visit}`;
  const presence = a === undefined ? "erased" : a.present ? "here" : "gone";
  const page = box === "open A" && !state.pageVisible ? "hidden" : "visible";
  return [box, presence, unreadCount(state, "A") > 0 ? "yes" : "no", page].join(", ");
}

describe("the table of docs/chat-box.md", () => {
  it("has a row for every state, and a column for every input", () => {
    expect(rows.map(([name]) => name)).toEqual([...states.keys()]);
    expect(rows.every((row) => row.length === inputs.length + 1)).toBe(true);
    expect(states.size * inputs.length).toBe(22 * 14);
  });

  it.each([...states])("%s can be brought about", (_name, facts) => {
    expect(describeState(arrange(facts))).toBe(facts);
  });

  const cells = rows.flatMap(([from = "", ...targets]) =>
    targets.map((target, column) => [from, inputs[column] ?? "", target === "·" ? from : target] as const),
  );
  it.each(cells)("%s, %s: %s", (from, name, to) => {
    const before = arrange(states.get(from) ?? "");
    expect(describeState(run(before, input(name)))).toBe(states.get(to));
  });

  it.each([...states])("%s, refresh: nothing is left", (_name, facts) => {
    expect(run(arrange(facts), { type: "wiped" }).conversations.size).toBe(0);
  });
});

describe("what the page must do", () => {
  const withA = run(EMPTY, { type: "visit_present", visit: "A" });
  const effects = (state: ChatState, last: Input): readonly Effect[] => step(state, last).effects;

  it("tells the other side what was read, once, when it is really visible", () => {
    const waiting = run(withA, { type: "message_added", visit: "A", message: { ...message(), id: "one" } });
    const open: Input = { type: "chat_opened", visit: "A" };
    expect(effects(waiting, open)).toEqual([{ type: "read", visit: "A", ids: ["one"] }]);
    expect(effects(run(waiting, hidden), open)).toEqual([]);
    expect(effects(run(waiting, hidden, open), shown)).toEqual([{ type: "read", visit: "A", ids: ["one"] }]);
    expect(effects(run(waiting, open), shown)).toEqual([]);
  });

  it("shows a message before those that its page wrote later, and after everything else", () => {
    const bring = (name: string, direction: Message["direction"] = "received"): Input => {
      const [series = "", number] = name.split(".");
      const order = number === undefined ? undefined : { series, number: Number(number) };
      return { type: "message_added", visit: "A", message: { ...message(direction), id: name, order } };
    };
    const brought = ["a.2", "b.1", "a.10", "no order", "a.1", "a.9", "c.3", "b.1"].map((name) => bring(name));
    const shown = run(withA, ...brought, bring("a.0", "sent")).conversations.get("A")?.messages;
    expect(shown?.map(({ id }) => id)).toEqual([
      ...["a.1", "a.2", "b.1", "a.9", "a.10", "no order", "c.3"],
      "a.0", // of the other side
    ]);
  });

  it("says what was erased", () => {
    expect(effects(withA, { type: "visit_left", visit: "A" })).toEqual([{ type: "erased", visit: "A" }]);
  });

  it("never tells that a sent message was read here", () => {
    const sent: Input = { type: "message_added", visit: "A", message: message("sent") };
    expect(effects(run(withA, { type: "chat_opened", visit: "A" }), sent)).toEqual([]);
  });
});

describe("a conversation", () => {
  const open = run(EMPTY, { type: "visit_present", visit: "A" }, { type: "chat_opened", visit: "A" });
  const sending: Message = { ...message("sent"), id: "s", status: "sending" };
  const status = (state: ChatState) => state.conversations.get("A")?.messages.map((each) => each.status);
  const changed = (to: "delivered" | "read"): Input => ({
    type: "status_changed",
    visit: "A",
    ids: ["s"],
    status: to,
  });

  it("takes a message once, however often it comes", () => {
    const again: Input = { type: "message_added", visit: "A", message: sending };
    expect(run(open, again, again).conversations.get("A")?.messages).toHaveLength(1);
  });

  it("does not open a minimized box for a message that it has", () => {
    const again: Input = { type: "message_added", visit: "A", message: message() };
    const opened: Input[] = [
      { type: "visit_present", visit: "A" },
      { type: "chat_opened", visit: "A" },
    ];
    const state = run(EMPTY, ...opened, again, { type: "minimized" }, again);
    expect(state.box).toEqual({ state: "minimized", visit: "A" });
  });

  it("does not take back that a message was read", () => {
    const added = run(open, { type: "message_added", visit: "A", message: sending });
    expect(status(run(added, changed("read"), changed("delivered")))).toEqual(["read"]);
  });

  it("takes back that a message is delivered when the page that had it is gone, unless it was read", () => {
    const added = run(open, { type: "message_added", visit: "A", message: sending });
    const lost: Input = { type: "messages_lost", visit: "A", ids: ["s"] };
    expect(status(run(added, changed("delivered"), lost))).toEqual(["sending"]);
    expect(status(run(added, changed("delivered"), lost, changed("delivered")))).toEqual(["delivered"]);
    expect(status(run(added, changed("read"), lost))).toEqual(["read"]);
  });

  it("marks what was still on its way as not delivered when the patient leaves, and keeps what had arrived", () => {
    const added = run(open, { type: "message_added", visit: "A", message: sending });
    expect(status(run(added, { type: "visit_left", visit: "A" }))).toEqual(["failed"]);
    expect(status(run(added, changed("delivered"), { type: "visit_left", visit: "A" }))).toEqual([
      "delivered",
    ]);
  });

  it("sends what was not delivered once the patient returns, in its place, and leaves the rest as it is", () => {
    const texts = ["one", "two", "three"].map((id): Message => ({ ...sending, id }));
    const added = run(
      open,
      ...texts.map((each): Input => ({ type: "message_added", visit: "A", message: each })),
    );
    const gone = run(
      added,
      { type: "status_changed", visit: "A", ids: ["two"], status: "delivered" },
      { type: "visit_left", visit: "A" },
    );
    expect(status(gone)).toEqual(["failed", "delivered", "failed"]);
    const back = run(gone, { type: "visit_present", visit: "A" });
    expect(status(back)).toEqual(["sending", "delivered", "sending"]);
    expect(back.conversations.get("A")).toMatchObject({
      present: true,
      messages: [{ id: "one" }, { id: "two" }, {}],
    });
  });

  it("keeps each patient's draft, through switching and closing", () => {
    const two = run(
      open,
      { type: "visit_present", visit: "B" },
      { type: "draft_changed", visit: "A", draft: "half" },
    );
    const back = run(
      two,
      { type: "chat_opened", visit: "B" },
      { type: "closed" },
      { type: "chat_opened", visit: "A" },
    );
    expect(back.conversations.get("A")?.draft).toBe("half");
    expect(back.conversations.get("B")?.draft).toBe("");
  });
});

describe("the line above new messages", () => {
  const present: Input[] = [
    { type: "visit_present", visit: "A" },
    { type: "visit_present", visit: "B" },
  ];
  const comes = (id: string, direction: Message["direction"] = "received", visit = "A"): Input => ({
    type: "message_added",
    visit,
    message: { ...message(direction), id },
  });
  const open: Input = { type: "chat_opened", visit: "A" };
  const close: Input = { type: "closed" };
  const minimize: Input = { type: "minimized" };
  const line = (...steps: readonly Input[]) => run(EMPTY, ...present, ...steps).newFrom;

  it("stands above the first message that was not seen when the box was opened, and stays there", () => {
    expect(line(open, comes("one"), close, comes("two"), comes("three"), open)).toBe("two");
    expect(line(comes("one"), open, comes("two"))).toBe("one");
    expect(line(open, comes("one"), comes("two"))).toBe(null);
  });

  it("is drawn when a message opens a minimized box, and when a hidden page is shown again", () => {
    expect(line(open, minimize, comes("one"))).toBe("one");
    expect(line(open, hidden, comes("one"), comes("two"))).toBe(null);
    expect(line(open, hidden, comes("one"), comes("two"), shown)).toBe("one");
    expect(line(comes("one"), open, hidden, shown)).toBe("one");
  });

  it("is gone with an answer, and with the box", () => {
    expect(line(comes("one"), open, comes("mine", "sent"))).toBe(null);
    expect(line(comes("one"), open, comes("mine", "sent", "B"))).toBe("one");
    expect(line(comes("one"), open, close, open)).toBe(null);
    expect(line(comes("one"), open, minimize, { type: "expanded" })).toBe(null);
    expect(line(comes("one"), open, { type: "chat_opened", visit: "B" })).toBe(null);
  });
});
