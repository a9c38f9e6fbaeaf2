// The clinic's own script: it opens the waiting room from our buttons, and says so when it cannot be had.
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
