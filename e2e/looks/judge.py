"""Shrinks and compares pictures, in the browser itself: no library to read them is needed."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from playwright.sync_api import Browser

STEP = 24
"""How far a colour channel (of 256 steps) may be off before a pixel counts as another one."""
MOST = 130
"""How many pixels may be other ones: about an icon's stroke."""

QUALITY = 0.7
"""Of pictures that are kept: a third of the bytes of a PNG, and text is as sharp as one needs it to look at."""

_TOOLS = """
const drawn = async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  return { canvas, context, width: image.width, height: image.height };
};
const address = async (canvas, kind = { type: "image/png" }) => {
  const blob = await canvas.convertToBlob(kind);
  const reader = new FileReader();
  await new Promise((resolve) => { reader.onload = resolve; reader.readAsDataURL(blob); });
  return reader.result;
};
"""

_SHRINK = "async ([picture, quality]) => address((await drawn(picture)).canvas, { type: 'image/webp', quality })"

_COMPARE = """
async ([expected, actual, step]) => {
  const [one, other] = await Promise.all([drawn(expected), drawn(actual)]);
  const { width, height } = one;
  if (other.width !== width || other.height !== height) return { pixels: width * height, difference: actual };
  const [left, right] = [one, other].map(({ context }) => context.getImageData(0, 0, width, height).data);
  // An edge drawn a little to the side is no difference: a pixel may lie between its neighbours in the other picture.
  const within = (pixels, at, value) => {
    let [least, most] = [255, 0];
    for (const row of [-width, 0, width]) for (const column of [-1, 0, 1]) {
      const near = pixels[at + 4 * (row + column)] ?? value;
      least = Math.min(least, near);
      most = Math.max(most, near);
    }
    return value >= least - step && value <= most + step;
  };
  const marks = new ImageData(width, height);
  let count = 0;
  for (let at = 0; at < left.length; at += 4) {
    const differs = [0, 1, 2].some((channel) => {
      const [a, b] = [left[at + channel], right[at + channel]];
      return Math.abs(a - b) > step && !(within(left, at + channel, b) && within(right, at + channel, a));
    });
    if (differs) count += 1;
    marks.data.set(differs ? [220, 0, 60, 255] : [left[at], left[at + 1], left[at + 2], 60], at);
  }
  if (count === 0) return { pixels: 0, difference: "" };
  one.context.putImageData(marks, 0, 0);
  return { pixels: count, difference: await address(one.canvas) };
}
"""


@dataclass(frozen=True)
class Verdict:
    """In how many pixels two pictures differ; `difference` is a PNG that marks them."""

    pixels: int
    difference: bytes

    @property
    def alike(self) -> bool:
        """Whether nobody would see a difference."""
        return self.pixels <= MOST


class Judge:
    """An empty page that looks at pictures."""

    def __init__(self, browser: Browser) -> None:
        self._page = browser.new_page()
        self._page.add_script_tag(content=_TOOLS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._page.close()

    def shrink(self, picture: bytes) -> bytes:
        """The picture as WebP, as pictures are kept and compared: the same pixels give the same bytes."""
        return _content(self._page.evaluate(_SHRINK, [_address(picture), QUALITY]))

    def compare(self, expected: bytes, actual: bytes) -> Verdict:
        """Look for what a person would see: other colours, other places, something more or less."""
        found = self._page.evaluate(_COMPARE, [_address(expected), _address(actual), STEP])
        return Verdict(found["pixels"], _content(found["difference"]))


def _address(picture: bytes) -> str:
    kind = "webp" if picture[8:12] == b"WEBP" else "png"
    return f"data:image/{kind};base64,{b64encode(picture).decode()}"


def _content(address: str) -> bytes:
    return b64decode(address.partition(",")[2])
