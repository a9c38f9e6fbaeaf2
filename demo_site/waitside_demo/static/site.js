// The clinic's own script: it opens the waiting room from our buttons, says on every page that the visitor is waiting
// already, and says so when the waiting room cannot be had.
"use strict";

function showWaitingRoomDown() {
  for (const notice of document.querySelectorAll("[data-waiting-room-down]")) notice.hidden = false;
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-enter-waiting-room]")) return;
  const widget = window.Waitside?.instance;
  if (widget) widget.open();
  else showWaitingRoomDown();
});

// A script that fails to load reports it without bubbling, so this listens on the way down. It may happen before the
// page is there to be changed.
document.addEventListener(
  "error",
  (event) => {
    if (!event.target.matches?.("script[data-room]")) return;
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", showWaitingRoomDown);
    else showWaitingRoomDown();
  },
  true,
);

// What the line at the top of a page says of a visit. `kept`: a page before this one has told of it.
const VISIT = {
  kept: (doctor) => `You checked in with ${doctor}`,
  waiting: (doctor, place) =>
    place === 1 ? `You are next for ${doctor}` : place ? `Number ${place} in line for ${doctor}` : `Waiting for ${doctor}`,
  called: (doctor) => `${doctor} is ready for you`,
  elsewhere: (doctor) => `Waiting for ${doctor} on another page`,
};

// Waitside's one key in our storage says to which room the tab has a visit.
function keptRoom() {
  const key = Object.keys(sessionStorage).find((each) => each.startsWith("waitside-"));
  return key?.slice("waitside-".length);
}

// The button opens this page's panel. Where the panel is another doctor's, or there is none, a link leads to the right one.
function showVisit({ state, place, room }, isHere) {
  const line = document.querySelector("[data-visit-line]");
  if (!line) return;
  const doctor = JSON.parse(line.dataset.doctors)[room];
  const words = doctor && VISIT[state]?.(doctor, place);
  const [text, button, link] = line.children;
  document.querySelector("[data-strip]").hidden = Boolean(words);
  line.hidden = !words;
  text.textContent = words ?? "";
  button.hidden = !isHere;
  link.hidden = isHere;
  link.href = `/?room=${room}`;
}

document.addEventListener("waitside-visit", ({ detail }) => {
  const kept = keptRoom();
  if (detail.state === "none" && kept) showVisit({ state: "kept", room: kept }, false);
  else showVisit(detail, true);
});

document.addEventListener("DOMContentLoaded", () => {
  const room = keptRoom();
  const here = document.querySelector("script[data-room]")?.dataset.room;
  document.querySelector("[data-visit-line] button")?.addEventListener("click", () => window.Waitside?.instance?.open());
  if (room) showVisit({ state: "kept", room }, room === here);
});
