"""What a page is like beside the widget in it, and everything on it that could give away what is said in the chat."""

from typing import Any

from playwright.sync_api import Frame

WITNESS = """
(() => {
  const { stringify } = JSON;
  const text = (value) => {
    const seen = new Set();
    return String(stringify(value, (_, each) => {
      if (each === null || typeof each !== "object") return each;
      if (seen.has(each) || each === window || each instanceof Node || each instanceof Event) return String(each);
      seen.add(each);
      return each;
    }));
  };
  const witness = { heard: [], violations: [], clicks: 0, text };
  Object.defineProperty(window, "witness", { value: witness });
  const hear = (data) => { try { witness.heard.push(text(data)); } catch { witness.heard.push("?"); } };
  witness.hear = hear;
  addEventListener("message", ({ data }) => hear(data), true);
  addEventListener("securitypolicyviolation", (event) => witness.violations.push(event.violatedDirective), true);
  addEventListener("click", ({ target }) => { witness.clicks += target.shadowRoot ? 0 : 1; }, true);
  const { onmessage } = Object.getOwnPropertyDescriptors(MessagePort.prototype);
  Object.defineProperty(MessagePort.prototype, "onmessage", {
    ...onmessage,
    set(handler) { onmessage.set.call(this, (event) => { hear(event.data); handler?.call(this, event); }); },
  });
})();
"""
"""Runs before the page's own scripts, and hears what any of these could hear."""

LISTEN = """
() => {
  const events = ["ready", "open", "minimize", "close", "unread", "queue", "call-started", "call-ended", "error"];
  for (const event of events) {
    window.Waitside.instance.on(event, (detail) => window.witness.hear([event, detail]));
  }
}
"""

STATE = """
() => {
  const isWidget = (element) => Boolean(element.shadowRoot?.querySelector('[data-testid^="waitside-"]'));
  const elements = [...document.querySelectorAll("*")].filter((each) => !isWidget(each));
  const hits = [];
  for (let x = 5; x < innerWidth; x += 24) {
    for (let y = 5; y < innerHeight; y += 24) hits.push([x, y, elements.indexOf(document.elementFromPoint(x, y))]);
  }
  return {
    elements: elements.map((each) => {
      const { x, y, width, height } = each.getBoundingClientRect();
      const style = getComputedStyle(each);
      const styles = [...style].map((name) => `${name}:${style.getPropertyValue(name)}`);
      return [each.nodeName, x, y, width, height, each.scrollWidth, each.scrollHeight, styles.join(";")];
    }),
    page: {
      attributes: [document.documentElement, document.body].map((each) => each.cloneNode().outerHTML),
      scroll: [scrollX, scrollY], title: document.title, address: location.href.replace("/without", ""),
      cookies: document.cookie,
      storage: [Object.keys(localStorage), Object.keys(sessionStorage).filter((key) => key !== "waitside-dr-rivera")],
      sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
      prototypes: [Array, Object, Element, Node, Promise, EventTarget, MessagePort].map(({ prototype }) =>
        Object.getOwnPropertyNames(prototype).join()),
    },
    globals: Object.getOwnPropertyNames(window),
    hits,
  };
}
"""

VISIBLE = """
() => {
  const texts = [document.title, document.cookie, location.href, name, JSON.stringify(history.state)];
  const visit = (root) => {
    texts.push(root.innerHTML ?? "", root.textContent ?? "");
    for (const each of root.querySelectorAll("*")) {
      texts.push(each.value ?? "");
      if (each.shadowRoot) visit(each.shadowRoot);
    }
  };
  visit(document.documentElement);
  texts.push(...performance.getEntries().map((each) => each.name));
  const { text, heard } = window.witness;
  texts.push(text([{ ...localStorage }, { ...sessionStorage }]), ...heard);
  for (const global of ["Waitside", "overheard", "read", "ownNews", "answers"]) texts.push(text(window[global]));
  return texts.join(" ");
}
"""


def state_of(frame: Frame) -> dict[str, Any]:
    """Every element of the page as it is laid out and styled, who gets a click where, and what scripts find there."""
    state: dict[str, Any] = frame.evaluate(STATE)
    return state


def expect_unchanged(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Check that the page is as it was without the widget."""
    for was, now in zip(before["elements"], after["elements"], strict=True):
        differing = [(a, b) for a, b in zip(_flat(was), _flat(now), strict=True) if a != b]
        assert not differing, f"{was[0]} has changed: {differing}"
    assert after["page"] == before["page"]
    assert set(after["globals"]) - set(before["globals"]) <= {"Waitside"}


def points_taken(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[float, float]]:
    """The points where something else than without the widget would get a click."""
    pairs = zip(before["hits"], after["hits"], strict=True)
    return [(was[0], was[1]) for was, now in pairs if was != now]


def _flat(element: list[Any]) -> list[Any]:
    return [*element[:-1], *element[-1].split(";")]
