"""The sentences of the report."""

from typing import Final

from e2e.privacy.canaries import Place

PLACES: Final = {
    Place.DATABASE: "Database: its file, its journal, every value in every table",
    Place.FILES: "Files: all others in the server's folders, and those that it has open",
    Place.LOG: "Log: everything that the server prints",
    Place.MEMORY: "Memory of every process of the server",
}

NOTHING_FOUND: Final = (
    "No patient's name and no word of a conversation was found on the server.",
    "No password, token or key was found in its database, files or logs.",
)

BLIND: Final = (
    "**The search cannot be relied on: it missed texts that were there.**",
    "They are listed under The positive control.",
)

SESSION: Final = (
    "The server was an ordinary `waitside serve` with a database in a file.",
    "Patients and providers used real browsers. Whatever they typed was a random text, made for this run.",
    "Such a text occurs nowhere else, so finding one cannot be an accident.",
)

TABLE: Final = (
    "The server has to know some texts, such as what staff have set for patients to read.",
    "Finding those where they may be shows that the search works on this server.",
)

CONTROL: Final = (
    "The same search ran on a second server, which was changed to keep everything that it passes on.",
    "Its browser pages were changed to send messages without encryption.",
    "There the search has to find every name and message, in every spelling, in every place.",
    'In this table, "may not be there" counts what the search was meant to find.',
)

LIMITS: Final = (
    "It shows what this version of the server holds in this session. "
    "It does not show what a server that somebody has changed would do.",
    "It finds the spellings listed above. It does not find what a server would have compressed or encrypted itself.",
    "Memory is searched at three moments. What was there in between, and was overwritten since, is not seen.",
    "The server can see when messages are sent, between which pages, and how long they are. Lengths are not rounded.",
    "Passwords, passcodes, tokens and tickets pass through the server's memory, because the server checks them.",
    "Plain text in requests and frames that no page sends can stay in freed memory for a while.",
    "Outside of this search: the browsers, the operating system, a proxy in front of the server, "
    "and the clinic's own site. If that site's referrer policy sends whole addresses to other sites, "
    "the address of the page with the script tag reaches the server, with whatever name is in it.",
    "The database was SQLite. PostgreSQL is a program of its own, which this does not search.",
)
