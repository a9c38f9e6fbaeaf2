"""What pages say that come without the widget, in the languages that the widget speaks: `notice_texts.json`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

FALLBACK: Final = "en"
RIGHT_TO_LEFT: Final = frozenset({"ar", "he"})


class NoticeTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The texts of one language."""

    no_room: str
    no_page: str
    check_address: str
    not_ready: str
    tries_again: str
    home: str
    use_link: str
    staff: str
    javascript: str


TEXTS: Final[Mapping[str, NoticeTexts]] = msgspec.json.decode(
    Path(__file__).with_suffix(".json").read_bytes(), type=dict[str, NoticeTexts]
)
