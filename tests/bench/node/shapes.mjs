/** What may come from a page: the same limits as in the product's `protocol`. */
const BASE64URL = /^[A-Za-z0-9_-]+$/;
const SLUG = /^[a-z0-9-]+$/;

export function helloIsSound(hello) {
  return (
    typeof hello === "object" &&
    hello !== null &&
    Number.isInteger(hello.version) &&
    isText(hello.room, SLUG, 1, 64) &&
    isText(hello.key, BASE64URL, 87, 87) &&
    typeof hello.token === "string" &&
    hello.token.length <= 2048
  );
}

export function commandIsSound(command) {
  return (
    typeof command === "object" &&
    command !== null &&
    command.type === "relay" &&
    isText(command.visit, BASE64URL, 1, 64) &&
    isText(command.to, BASE64URL, 43, 43) &&
    Number.isSafeInteger(command.seq) &&
    command.seq >= 0 &&
    isText(command.sealed, BASE64URL, 1, 24_576)
  );
}

function isText(value, pattern, least, most) {
  return typeof value === "string" && value.length >= least && value.length <= most && pattern.test(value);
}
