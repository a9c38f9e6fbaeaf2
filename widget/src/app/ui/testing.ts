/** Help for tests of views: drawing, finding by role and name as a reader does, and models to start from. */
import { render, type ComponentChild } from "preact";
import { act } from "preact/test-utils";
import type { Message } from "../chatbox";
import type { ChatModel, Person } from "./model";

export interface Drawn {
  readonly root: HTMLElement;
  readonly redraw: (node: ComponentChild) => void;
}

/** Draws into the page, which is empty before. */
export function draw(node: ComponentChild): Drawn {
  render(null, document.body);
  const redraw = (next: ComponentChild) => void act(() => render(next, document.body));
  redraw(node);
  return { root: document.body, redraw };
}

const BY_ROLE: Readonly<Record<string, string>> = {
  button: "button",
  link: "a[href]",
  textbox: "textarea, input[type=text]",
  region: "section[aria-label]",
  complementary: "aside[aria-label]",
  list: "ul",
  dialog: "dialog[open]",
};

/** All elements of a role, those with this accessible name if one is given. */
export function all(role: string, name?: string): readonly HTMLElement[] {
  const selector = [`[role="${role}"]`, BY_ROLE[role] ?? []].flat().join(", ");
  const found = [...document.querySelectorAll<HTMLElement>(selector)];
  return found.filter((element) => name === undefined || nameOf(element) === name);
}

/** The one element of a role and name. */
export function one(role: string, name?: string): HTMLElement {
  const [found, ...others] = all(role, name);
  if (found === undefined || others.length > 0) {
    throw new Error(`${String(others.length + Number(found !== undefined))} of ${role} ${name ?? ""}`);
  }
  return found;
}

function nameOf(element: HTMLElement): string {
  const labelledBy = element.getAttribute("aria-labelledby");
  const label = element.id === "" ? null : document.querySelector(`label[for="${element.id}"]`);
  const other = labelledBy === null ? label : document.getElementById(labelledBy);
  return (element.getAttribute("aria-label") ?? (other ?? element).textContent).trim();
}

export function byTestId(id: string): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];
}

export async function click(element: HTMLElement): Promise<void> {
  await act(async () => {
    element.click();
    await Promise.resolve();
  });
}

export function type(field: HTMLElement, text: string): void {
  void act(() => {
    (field as HTMLTextAreaElement | HTMLInputElement).value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
}

/** @returns whether the browser would go on to do what the key does by itself */
export function press(field: HTMLElement, key: string, more: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  void act(() => void field.dispatchEvent(event));
  return !event.defaultPrevented;
}

export const NOON = new Date(2030, 2, 14, 12, 0).getTime();

export const PERSON: Person = {
  id: "elena",
  name: "Dr. Elena Rivera",
  title: "Family medicine",
  photo: null,
  line: "",
  presence: "online",
};

export function message(id: string, more: Partial<Message> = {}): Message {
  return { id, direction: "received", text: id, at: NOON, by: null, status: "read", ...more };
}

export function chat(more: Partial<ChatModel> = {}): ChatModel {
  return {
    visit: "v1",
    name: "Ana Diaz",
    state: "open",
    writing: "allowed",
    departure: null,
    messages: [],
    newFrom: null,
    draft: "",
    typing: false,
    ...more,
  };
}
