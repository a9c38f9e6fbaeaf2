import { expect, it } from "vitest";
import { ConnectionStatus } from "./ConnectionStatus";
import type { Connection } from "./model";
import { byTestId, draw } from "./testing";

/** What the one element says, and whether it is seen, after each of these. */
function tell(...connections: readonly Connection[]) {
  const { redraw } = draw(null);
  return connections.map((connection) => {
    redraw(<ConnectionStatus connection={connection} />);
    const [status, ...others] = byTestId("connection-status");
    expect([status?.role ?? status?.getAttribute("role"), others]).toEqual(["status", []]);
    return [
      status?.dataset["state"],
      status?.className === "unseen" ? "unseen" : "seen",
      status?.textContent,
    ];
  });
}

it("says nothing while all is well", () => {
  expect(tell("connecting", "online")).toEqual([
    ["offline", "seen", "Connecting…"],
    ["online", "unseen", ""],
  ]);
});

it.each([
  ["offline", "offline", "Offline"],
  ["slow", "online", "Slow connection"],
  ["unreached", "offline", "Not connected yet"],
  ["crowded", "offline", "Connecting…"],
] as const)(
  "shows trouble, and says once where nobody sees it that it is over: %s",
  (trouble, state, words) => {
    expect(tell("online", trouble, "online", "online")).toEqual([
      ["online", "unseen", ""],
      [state, "seen", words],
      ["online", "unseen", "Connected"],
      ["online", "unseen", "Connected"],
    ]);
  },
);
