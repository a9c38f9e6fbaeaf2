import { describe, expect, it } from "vitest";
import type { TeamPage } from "../protocol/types";
import { asPeople } from "./people";

function page(id: string, presence: TeamPage["presence"], connected = true): TeamPage {
  const provider = { id, name: `Dr. ${id}`, title: "", photo: null, line: "" };
  return { page: { id: `${id}-${presence}`, key: "key", connected, since: 0 }, provider, presence };
}

describe("the providers of a room", () => {
  it("are one person each, shown as at the page where they are most at hand", () => {
    const people = asPeople([
      page("rivera", "online", false),
      page("rivera", "away"),
      page("patel", "online"),
    ]);
    expect(people.map(({ id, presence }) => [id, presence])).toEqual([
      ["patel", "online"],
      ["rivera", "away"],
    ]);
  });

  it("are offline when no page of theirs is connected", () => {
    expect(asPeople([page("rivera", "online", false)])[0]?.presence).toBe("offline");
  });
});
