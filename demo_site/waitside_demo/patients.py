"""The clinic's own side of a patient: a name that stays in the clinic's page, and ids that may leave it."""

import unicodedata
from dataclasses import dataclass
from hashlib import sha256

LONGEST_NAME = 80  # characters


class UnusableName(ValueError):
    """What was given cannot be shown as a person's name. Never carries the text itself."""


@dataclass(frozen=True, slots=True)
class Patient:
    """A signed-in patient, made by `Patient.named`."""

    name: str

    @classmethod
    def named(cls, text: str) -> "Patient":
        """The patient of that name, with its white space tidied; raises UnusableName."""
        name = unicodedata.normalize("NFC", " ".join(text.split()))
        if not 0 < len(name) <= LONGEST_NAME or any(unicodedata.category(sign) == "Cc" for sign in name):
            raise UnusableName
        return cls(name)

    @property
    def subject(self) -> str:
        """What Waitside knows the patient by: always the same, and not the name."""
        return f"patient-{self._digest[:24]}"

    @property
    def reference(self) -> str:
        """The clinic's record number, such as "HSC-20418"."""
        return f"HSC-{10_000 + int(self._digest[24:32], 16) % 90_000}"

    @property
    def _digest(self) -> str:
        # A real clinic has a register with ids in it. This one has no register, so the name has to give them.
        return sha256(f"harbor-street-clinic/{self.name.casefold()}".encode()).hexdigest()
