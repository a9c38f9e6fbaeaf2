import { act } from "preact/test-utils";
import { expect, it, vi } from "vitest";
import { all, click, draw, one, type } from "../../ui/testing";
import type { RefusedRequest } from "../api";
import { SignIn } from "./SignIn";

const onSignIn = vi.fn<(email: string, password: string) => Promise<RefusedRequest | null>>();
const refusal = (code: string, retryAfter: number | null = null): RefusedRequest => ({ code, retryAfter });

function fields(): readonly HTMLInputElement[] {
  return [...document.querySelectorAll("input")];
}

function fillIn(): void {
  const [email, password] = fields();
  if (email === undefined || password === undefined) throw new Error("no fields");
  type(email, " rivera@harbor.example ");
  type(password, " a password ");
}

it("lets password managers know which field is which", () => {
  draw(<SignIn why={null} onSignIn={onSignIn} />);
  expect(fields().map((field) => [field.type, field.autocomplete])).toEqual([
    ["email", "username"],
    ["password", "current-password"],
  ]);
});

it("sends what was typed once, the password to the letter", async () => {
  onSignIn.mockReturnValue(new Promise(() => undefined));
  draw(<SignIn why={null} onSignIn={onSignIn} />);
  fillIn();
  await click(one("button", "Sign in"));
  await click(one("button", "Signing in…"));
  expect(onSignIn).toHaveBeenCalledExactlyOnceWith("rivera@harbor.example", " a password ");
  expect(one("button").getAttribute("aria-disabled")).toBe("true");
});

it.each([
  ["sign_in_failed", null, "is not right"],
  ["too_many", 250, "wait 5 minutes"],
  ["too_many", 20, "wait a minute"],
  ["offline", null, "no connection"],
  ["whatever", null, "did not work"],
])("says what went wrong: %s", async (code, retryAfter, words) => {
  onSignIn.mockResolvedValue(refusal(code, retryAfter));
  draw(<SignIn why={null} onSignIn={onSignIn} />);
  fillIn();
  one("button", "Sign in").focus();
  await click(one("button", "Sign in"));
  await act(() => Promise.resolve());
  expect(one("alert").textContent).toContain(words);
  expect(document.activeElement).toBe(one("button", "Sign in"));
  expect(fields()[0]?.value).toContain("rivera@harbor.example");
});

it("says why somebody has to sign in again", () => {
  draw(<SignIn why={refusal("account_closed")} onSignIn={onSignIn} />);
  expect(one("status").textContent).toContain("has been closed");
  expect(all("alert")).toEqual([]);
});
