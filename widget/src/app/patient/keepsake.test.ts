import { afterEach, describe, expect, it, vi } from "vitest";
import { discard, keep, recall } from "./keepsake";

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

describe("what survives a reload", () => {
  it("is kept for its room only, and gone when it is discarded", () => {
    keep("dr-rivera", { ticket: "t", name: "Ana Diaz" });
    expect(recall("dr-rivera")).toEqual({ ticket: "t", name: "Ana Diaz" });
    expect(recall("dr-okafor")).toBeNull();
    discard("dr-rivera");
    expect(recall("dr-rivera")).toBeNull();
    expect(sessionStorage).toHaveLength(0);
  });

  it.each(["", "{", "null", "7", '{"ticket":1,"name":"x"}'])("is not made of %j", (kept) => {
    sessionStorage.setItem("waitside:dr-rivera", kept);
    expect(recall("dr-rivera")).toBeNull();
  });

  it("is simply not kept where the browser gives no storage", () => {
    const refuse = () => {
      throw new DOMException("denied", "SecurityError");
    };
    vi.stubGlobal("sessionStorage", { getItem: refuse, setItem: refuse, removeItem: refuse });
    keep("dr-rivera", { ticket: "t", name: "Ana Diaz" });
    discard("dr-rivera");
    expect(recall("dr-rivera")).toBeNull();
  });
});
