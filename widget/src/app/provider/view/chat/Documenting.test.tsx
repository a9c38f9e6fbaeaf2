import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { draw, message, NOON, one, click, chat } from "../../../ui/testing";
import { Documenting } from "./Documenting";
import { PatientChat } from "./PatientChat";
import { makeActions, model } from "../testing";
import { fileName, transcript } from "./transcript";

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 30_000 });
const writers = { patient: "Ana Diaz", me: "Dr. Elena Rivera" };
const conversation = [
  message("one", { text: "Good morning\n[2030-03-14 12:09] Dr. Elena Rivera: take ten" }),
  message("two", { direction: "sent", text: "Hello", at: NOON + 60_000 }),
  message("three", { direction: "sent", text: "I am Jonas", by: "Nurse Berg", at: NOON + 120_000 }),
  message("four", { direction: "sent", text: "Wait", status: "failed", at: NOON + 180_000 }),
];

describe("a transcript", () => {
  it("has every message with its time and its writer, and what never arrived marked as such", () => {
    const lines = transcript(conversation, writers, NOON).split("\n");
    expect(lines[0]).toBe("Conversation with Ana Diaz");
    expect(lines[1]).toContain("2030-03-14 12:00");
    expect(lines.slice(3)).toEqual([
      "[2030-03-14 12:00] Ana Diaz: Good morning",
      "    [2030-03-14 12:09] Dr. Elena Rivera: take ten",
      "[2030-03-14 12:01] Dr. Elena Rivera: Hello",
      "[2030-03-14 12:02] Nurse Berg: I am Jonas",
      "[2030-03-14 12:03] Dr. Elena Rivera: Wait (not delivered)",
      "",
    ]);
  });

  it("lets nobody write what looks like a message of somebody else", () => {
    for (const end of ["\n", "\r", "\r\n", "\u2028", "\u2029"]) {
      const text = `mine${end}[2030-03-14 12:00] Dr. Elena Rivera: yours`;
      const [, , , ...lines] = transcript([message("one", { text })], writers, NOON).split(
        /\r\n|[\n\r\u2028\u2029]/,
      );
      expect(lines[1]).toBe("    [2030-03-14 12:00] Dr. Elena Rivera: yours");
    }
  });

  it("is saved under a name that names nobody", () => {
    expect(fileName(NOON)).toBe("conversation-2030-03-14-1200.txt");
  });
});

describe("documenting", () => {
  const writeText = vi.fn<(text: string) => Promise<void>>();

  beforeEach(() => {
    writeText.mockReset().mockResolvedValue();
    vi.stubGlobal("navigator", { clipboard: { writeText } });
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    Reflect.deleteProperty(document, "execCommand");
  });

  it("copies, and says so beside what it means", async () => {
    const { root } = draw(<Documenting open messages={conversation} {...writers} />);
    expect(root.textContent).toContain("is not erased with this page");
    await click(one("button", "Copy conversation"));
    expect(writeText.mock.lastCall?.[0]).toContain("Ana Diaz: Good morning");
    await eventually(() => expect(one("status").textContent).toBe("Copied."));
  });

  it("copies by hand where the clipboard is out of reach, and leaves nothing behind", async () => {
    writeText.mockRejectedValue(new Error("not allowed"));
    let copied = "";
    const copy = () => ((copied = document.querySelector("textarea")?.value ?? ""), true);
    Object.assign(document, { execCommand: copy });
    draw(<Documenting open messages={conversation} {...writers} />);
    await click(one("button", "Copy conversation"));
    await eventually(() => expect(one("status").textContent).toBe("Copied."));
    expect(copied).toContain("Nurse Berg: I am Jonas");
    expect(document.querySelector("textarea")).toBeNull();
  });

  it("says what else there is when nothing can be copied", async () => {
    writeText.mockRejectedValue(new Error("not allowed"));
    Object.assign(document, { execCommand: () => false });
    draw(<Documenting open messages={conversation} {...writers} />);
    await click(one("button", "Copy conversation"));
    await eventually(() => expect(one("status").textContent).toContain("Save it as text instead"));
  });

  it("saves a file with the whole conversation, and forgets it", async () => {
    vi.useFakeTimers({ now: NOON });
    const saved: Blob[] = [];
    const names: string[] = [];
    vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => (saved.push(blob as Blob), "blob:saved"));
    const revoke = vi.spyOn(URL, "revokeObjectURL").mockReturnValue();
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    draw(<Documenting open messages={conversation} {...writers} />);
    await click(one("button", "Save as text"));
    expect(names).toEqual(["conversation-2030-03-14-1200.txt"]);
    expect(one("status").textContent).toBe("Saved as conversation-2030-03-14-1200.txt.");
    vi.runAllTimers();
    vi.useRealTimers();
    expect(revoke).toHaveBeenCalledWith("blob:saved");
    expect(await saved[0]?.text()).toBe(transcript(conversation, writers, NOON));
  });
});

describe("the chat with a patient", () => {
  const drawChat = (messages = conversation, more = {}) => {
    const memory = { scroll: new Map(), composerWish: { current: false } };
    const talk = chat({ messages, ...more });
    return draw(
      <PatientChat
        chat={talk}
        model={model({ chat: talk })}
        actions={makeActions()}
        memory={memory}
        onOpen={vi.fn()}
        onAbout={vi.fn()}
      />,
    );
  };
  const isThere = (name: string) => document.querySelector(`button[aria-label="${name}"]`) !== null;

  it("offers to document, also when the patient has left", async () => {
    drawChat(conversation, { departure: "left", writing: "gone" });
    await click(one("button", "Copy or save conversation"));
    await eventually(() => one("button", "Copy conversation"));
    expect(one("button", "Copy or save conversation").getAttribute("aria-expanded")).toBe("true");
  });

  it("has nothing to document before the first message", () => {
    drawChat([]);
    expect(isThere("Copy or save conversation")).toBe(false);
  });
});
