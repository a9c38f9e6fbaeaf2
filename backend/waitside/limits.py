"""How much a page, or an address, may ask for: enough for a busy clinic, too little to tip a server over."""

import ipaddress
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from waitside.windows import Window

WINDOW: Final = timedelta(seconds=10)  # in which commands and attempts to connect are counted
QUESTIONS: Final = (
    20_000  # of an address within `WINDOW`: pages of a whole hospital that wait, each asking several times
)

ARRIVALS_WINDOW: Final = timedelta(minutes=10)

PASSCODES_WINDOW: Final = timedelta(minutes=1)
PASSCODES: Final = 20  # that an address may try on one room: a full lobby, or years of guessing

PASSWORDS_WINDOW: Final = timedelta(minutes=5)
PASSWORDS: Final = 10  # that an address, or a device that has signed in before, may try on one account
KNOWN_PASSWORDS: Final = 100  # tried on one account by all that it knows: each sign-in makes a device that is new
ACCOUNT_PASSWORDS: Final = 100  # tried on one account by strangers; beyond that each address has its first tries
FIRST_TRIES: Final = 3  # of an address: never none, as whoever guesses must not close an account for its owner
SIGN_INS: Final = 600  # that an address may try: a hospital's change of shift behind one router


@dataclass(frozen=True, slots=True)
class Allowances:
    """What is allowed.

    Of an address, open at once: `connections` that are in waiting rooms, `entering` ones, and those of plain `http`.
    `opens` are the WebSockets that it opens within `WINDOW`: 500 people who return at once, six times over.
    `visits` are those of a room at once; `arrivals` the new ones of an address in a room within `ARRIVALS_WINDOW`.

    The others count within `WINDOW`. A provider's page that comes back to fifty patients sends well over a thousand
    envelopes at once, so a `page` may send many. A patient's page sends one for each message, receipt and sign of
    typing to each page of the team: `patient` is what a visit may send to each of them. `entries` is how often one
    person may come in to a room, as each new page is told to the others, and every page keeps a line to it.
    """

    connections: int = 4_000
    entering: int = 400
    http: int = 400
    opens: int = 3_000
    visits: int = 1_000
    arrivals: int = 100
    attempts: int = 2_000
    entries: int = 50
    page: int = 3_000
    patient: int = 100
    address: int = 30_000


class Limits:
    """Counts, and says how long to wait. Kept in memory, by address, page and visit, for as long as a window.

    Nothing is kept by connection: hanging up does not buy another allowance. `allowances` also holds what others count:
    connections, and visits of a room.
    """

    def __init__(self, allowances: Allowances) -> None:
        self.allowances = allowances
        self._attempts, self._questions, self._entries = Window(WINDOW), Window(WINDOW), Window(WINDOW)
        self._pages, self._envelopes = Window(WINDOW), Window(WINDOW)
        self._patients_of_address, self._providers_of_address = Window(WINDOW), Window(WINDOW)
        self._arrivals = Window(ARRIVALS_WINDOW)
        self._passcodes = Window(PASSCODES_WINDOW)
        self._sign_ins, self._passwords = Window(PASSWORDS_WINDOW), Window(PASSWORDS_WINDOW)
        self._account_passwords = Window(PASSWORDS_WINDOW)
        self._known_passwords, self._device_passwords = Window(PASSWORDS_WINDOW), Window(PASSWORDS_WINDOW)
        self._few_passwords, self._first_tries = Window(PASSWORDS_WINDOW), Window(PASSWORDS_WINDOW)

    def attempt(self, address: str) -> timedelta | None:
        """Count an attempt to come in. Return how long to wait; None when it may go on, as all of these do.

        It is for strangers: whoever shows a signature is not refused because others of the address try too often.
        """
        return self._attempts.count(address, self.allowances.attempts)

    def question(self, address: str) -> timedelta | None:
        """Count a question whether there is room to connect."""
        return self._questions.count(address, QUESTIONS)

    def entry(self, room: str, subject: str) -> timedelta | None:
        """Count that a patient or a provider comes in, on whichever page."""
        return self._entries.count((room, subject), self.allowances.entries)

    def arrival(self, room: str, guest: str) -> timedelta | None:
        """Count a new visit in a room, of those who are taken for one guest."""
        return self._arrivals.count((room, guest), self.allowances.arrivals)

    def provider(self, room: str, page: str, address: str) -> timedelta | None:
        """Count a command of a provider's page in a room. Patients of the same address use up nothing of it."""
        wait = self._pages.count((room, page), self.allowances.page)
        return wait or self._providers_of_address.count(address, self.allowances.address)

    def patient(self, visit: str, team: int, address: str) -> timedelta | None:
        """Count a command of a visit, on whichever page it is. `team`: how many pages the team has."""
        most = min(self.allowances.page, self.allowances.patient * (team + 1))
        wait = self._pages.count(visit, most)
        return wait or self._patients_of_address.count(address, self.allowances.address)

    def envelope(self, visit: str, to: str) -> timedelta | None:
        """Count an envelope of a visit to one of the team's pages."""
        return self._envelopes.count((visit, to), self.allowances.patient)

    def passcode(self, room: str, address: str) -> timedelta | None:
        """Count a passcode that is tried, right or wrong: many at once must not slip through."""
        return self._passcodes.count((room, address), PASSCODES)

    def password(self, account: str, address: str) -> timedelta | None:
        """Count a password that a stranger tries on an account (an e-mail address), right or wrong.

        Only the stranger's address has to wait. An account that many addresses try has fewer tries for each of them.
        What is refused counts for nobody.
        """
        who = (account, address)
        wait = self._sign_ins.wait(address, SIGN_INS) or self._passwords.wait(who, PASSWORDS)
        if wait is None and self._account_passwords.count(account, ACCOUNT_PASSWORDS) is not None:
            wait = self._few_passwords.count(who, FIRST_TRIES)
        if wait is None:
            self._passwords.count(who, PASSWORDS)
            self._sign_ins.count(address, SIGN_INS)
        return wait

    def known_password(self, account: str, device: str) -> timedelta | None:
        """Count a password that is tried by somebody known: a device that has signed in before, or an account's page.

        Strangers' attempts are counted elsewhere, so that they do not affect this. A device that is refused uses up
        nothing of what the account's others may try.
        """
        wait = self._known_passwords.wait(account, KNOWN_PASSWORDS)
        wait = wait or self._device_passwords.count((account, device), PASSWORDS)
        if wait is None:
            self._known_passwords.count(account, KNOWN_PASSWORDS)
        return wait

    def is_newcomer(self, address: str) -> bool:
        """Count a passcode or password. Return whether it is among the address's first.

        One that finds no place in the queue counts as well, so that a flood from many addresses soon has none left.
        """
        return self._first_tries.count(address, FIRST_TRIES) is None


def address_of(scope: MutableMapping[str, Any]) -> str:
    """Whose connection it is, as far as an address tells: of IPv6 the network, as a home has 2^64 addresses."""
    try:
        address = ipaddress.ip_address((scope.get("client") or ("",))[0])
    except ValueError:
        return "unknown"  # behind a socket of the system's, or a proxy that makes one up
    if address.version == 6 and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
