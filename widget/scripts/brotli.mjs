// Puts a Brotli copy beside each of the files that it is given. Python has no Brotli of its own, and Node.js has.
import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { brotliCompressSync, constants } from "node:zlib";

/** @param {Buffer} content */
function compressed(content) {
  return brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
}

for (const file of argv.slice(2)) writeFileSync(`${file}.br`, compressed(readFileSync(file)));
