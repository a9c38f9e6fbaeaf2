"""What can be measured of a page's controls and texts. Each function tells what is wrong, one line for each control."""

from playwright.sync_api import Page

_COMMON = """
const CONTROLS = "button, a[href], input, select, textarea, [role=tab], [role=switch], [tabindex='0']";
const dialog = document.querySelector("dialog[open]"); // what is behind it is inert
const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
const controls = [...(dialog ?? document).querySelectorAll(CONTROLS)].filter(shown);
const usable = controls.filter((element) => !element.disabled);
const drawnByLabel = (element) => ["checkbox", "radio", "file"].includes(element.type);
const place = (element) => (drawnByLabel(element) ? element.labels[0] : element); // a press on the label counts
const words = (it) => it.getAttribute("aria-label") ?? it.labels?.[0]?.textContent ?? it.textContent;
const name = (it) => `${it.localName} "${words(it)}"`;
"""

_CUT_OFF = """
const { scrollWidth, clientWidth } = document.documentElement;
const wrong = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide where there are ${clientWidth}`] : [];
for (const control of controls) {
  control.scrollIntoView({ block: "nearest", inline: "nearest" });
  const { left, right, top, bottom } = control.getBoundingClientRect();
  const beside = left < -1 || right > innerWidth + 1;
  const tall = bottom - top > innerHeight;
  if (beside || (!tall && (top < -1 || bottom > innerHeight + 1))) wrong.push(`${name(control)} is cut off`);
}
return wrong;
"""

_CLIPPED = """
const hides = (overflow) => overflow === "hidden" || overflow === "clip";
const around = (node) => { // the box that decides what is seen of a text
  let at = node.parentElement;
  while (at !== null && getComputedStyle(at).overflow === "visible") at = at.parentElement;
  return at;
};
const isHidden = (text, box) => {
  const { overflowX, overflowY, textOverflow } = getComputedStyle(box);
  if (textOverflow === "ellipsis") return false;
  const edge = box.getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(text);
  return [...range.getClientRects()].some(
    ({ left, right, top, bottom }) =>
      (hides(overflowX) && (left < edge.left - 1 || right > edge.right + 1)) ||
      (hides(overflowY) && (top < edge.top - 1 || bottom > edge.bottom + 1)),
  );
};
const wrong = [];
const texts = document.createTreeWalker(dialog ?? document.body, NodeFilter.SHOW_TEXT);
for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
  const { data, parentElement } = text;
  if (data.trim() === "" || parentElement.closest(".unseen, svg") || !shown(parentElement)) continue;
  const box = around(text);
  if (box !== null && isHidden(text, box)) wrong.push(`"${data.slice(0, 60)}" is clipped`);
}
return wrong;
"""

_SMALL = """
const inline = (element) => element.localName === "a" && getComputedStyle(element).display === "inline";
const hit = (element, x, y) => element.contains(document.elementFromPoint(x, y));
const wrong = [];
for (const control of usable.filter((each) => !inline(each))) {
  const target = place(control);
  target.scrollIntoView({ block: "center", inline: "nearest" });
  const { left, right, top, bottom, width, height } = target.getBoundingClientRect();
  if (width >= least && height >= least) continue;
  const [x, y, far] = [(left + right) / 2, (top + bottom) / 2, least / 2 - 0.5];
  const around = [[x - far, y], [x + far, y], [x, y - far], [x, y + far]];
  if (!around.every(([at, level]) => hit(target, at, level)))
    wrong.push(`${name(control)} is ${Math.round(width)} × ${Math.round(height)} px`);
}
return wrong;
"""

_UNMARKED = """
const lines = (element) => {
  const style = getComputedStyle(element);
  const border = ["Top", "Bottom"].some(
    (side) => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0,
  );
  return border || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
};
const marked = (element) =>
  lines(element) || getComputedStyle(element).textDecorationLine !== "none" || lines(element.parentElement);
const native = (element) => element.type === "checkbox" || element.type === "radio"; // the browser draws them
const bare = usable.filter((each) => each.role !== "log" && !native(each) && !marked(place(each)));
return bare.map((each) => `${name(each)} has no edge`);
"""

_WITHOUT_FOCUS_MARK = """
const looks = (element) => {
  const found = [];
  for (let at = element; at !== null && found.length < 4; at = at.parentElement) {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor } = getComputedStyle(at);
    found.push([outlineStyle, outlineStyle === "none" ? "" : outlineWidth + outlineColor, boxShadow, borderColor]);
  }
  return JSON.stringify(found);
};
const wrong = [];
for (const control of usable) {
  document.activeElement?.blur();
  const before = looks(control);
  control.focus({ focusVisible: true });
  if (document.activeElement !== control) wrong.push(`${name(control)} takes no focus`);
  else if (looks(control) === before) wrong.push(`${name(control)} does not show that it has the focus`);
}
return wrong;
"""

_MOVING = """
const TIMING = ["offset", "computedOffset", "easing", "composite"];
const STILL = [...TIMING, "visibility"]; // what appears late does not move
const moves = ({ effect }) => effect.getKeyframes().some((each) => Object.keys(each).some((it) => !STILL.includes(it)));
const running = document.getAnimations().filter(({ playState }) => playState === "running");
return running.filter(moves).map(
  ({ effect, animationName }) => `${effect.target.className} moves (${animationName})`);
"""


def cut_off(page: Page) -> list[str]:
    """A page wider than the screen, and controls that no scrolling brings into view."""
    return _ask(page, _CUT_OFF)


def clipped(page: Page) -> list[str]:
    """Texts that their box hides a part of, those apart that end in an ellipsis on purpose."""
    return _ask(page, _CLIPPED)


def small(page: Page, least: int) -> list[str]:
    """Controls that are smaller to press than this, links within a text apart."""
    return _ask(page, _SMALL, least)


def unmarked(page: Page) -> list[str]:
    """Controls without any line around or under them."""
    return _ask(page, _UNMARKED)


def without_focus_mark(page: Page) -> list[str]:
    """Controls that look the same with and without the focus."""
    return _ask(page, _WITHOUT_FOCUS_MARK)


def moving(page: Page) -> list[str]:
    """What moves."""
    return _ask(page, _MOVING)


def _ask(page: Page, question: str, least: int = 0) -> list[str]:
    answer: list[str] = page.evaluate(f"(least) => {{ {_COMMON} {question} }}", least)
    return answer
