"""The visits of a room, with indexes: a value, of which a change costs about the same however many there are."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from waitside.waiting_room.room import Visit

BUCKETS: Final = 64  # a change copies one of them, and the list of them

Key: TypeAlias = tuple[int, str]
"""A place in the order of arrival: when, and the visit's id for those of one millisecond."""

FIRST: Final[Key] = (0, "")

Value = TypeVar("Value")


class Table(Generic[Value]):
    """A mapping by text that is a value: a changed one shares all buckets but one with the one before."""

    __slots__ = ("_buckets",)

    def __init__(self, buckets: Iterable[dict[str, Value]] = ({},) * BUCKETS) -> None:
        self._buckets = tuple(buckets)

    def get(self, key: str) -> Value | None:
        """Return a value; None where there is none."""
        return self._buckets[hash(key) % BUCKETS].get(key)

    def put(self, key: str, value: Value) -> "Table[Value]":
        """Return this table with another value."""
        number = hash(key) % BUCKETS
        return self._replace(number, {**self._buckets[number], key: value})

    def without(self, key: str) -> "Table[Value]":
        """Return this table without a value."""
        number = hash(key) % BUCKETS
        bucket = self._buckets[number].copy()
        bucket.pop(key, None)
        return self._replace(number, bucket)

    def _replace(self, number: int, bucket: dict[str, Value]) -> "Table[Value]":
        buckets = list(self._buckets)
        buckets[number] = bucket
        return Table(buckets)


@dataclass(frozen=True, slots=True, eq=False)
class Visits(Mapping[str, "Visit"]):
    """Visits by id, in order of arrival. A subject has one visit, and a page shows one.

    `in_call` are those in a call, as few as providers; `disconnected` those whose page has no connection; `ending`
    those whose end can still be undone.
    """

    order: tuple[Key, ...] = ()
    by_id: Table["Visit"] = field(default_factory=Table)
    by_subject: Table["Visit"] = field(default_factory=Table)
    by_page: Table["Visit"] = field(default_factory=Table)
    in_call: Mapping[str, "Visit"] = field(default_factory=dict)
    disconnected: Mapping[str, "Visit"] = field(default_factory=dict)
    ending: Mapping[str, "Visit"] = field(default_factory=dict)

    def __getitem__(self, visit_id: str) -> "Visit":
        visit = self.by_id.get(visit_id)
        if visit is None:
            raise KeyError(visit_id)
        return visit

    def __iter__(self) -> Iterator[str]:
        return (visit_id for _, visit_id in self.order)

    def __len__(self) -> int:
        return len(self.order)

    @property
    def last_arrival(self) -> int:
        """When the last one arrived; 0 where there are none."""
        return self.order[-1][0] if self.order else 0

    def place(self, visit: "Visit") -> int | None:
        """Return the place among those who wait, from 1; None for a visit that is in a call."""
        if visit.call is not None:
            return None
        key = key_of(visit)
        return bisect_left(self.order, key) + 1 - sum(key_of(each) < key for each in self.in_call.values())

    def places(self, key: Key = FIRST) -> Iterator[tuple[str, int]]:
        """The ids of those who wait, with their places, from a point in the order of arrival on."""
        begin = bisect_left(self.order, key)
        place = begin - sum(key_of(each) < key for each in self.in_call.values())
        for _, visit_id in self.order[begin:]:
            if visit_id not in self.in_call:
                place += 1
                yield visit_id, place

    def part(self, number: int, size: int) -> Iterator["Visit"]:
        """At most `size` visits; from one number to the next another part, until all have been there."""
        parts = -(-len(self) // size) or 1
        first = number % parts * size
        return (self[visit_id] for _, visit_id in self.order[first : first + size])

    def put(self, visit: "Visit") -> "Visits":
        """Return these visits with a new one, or with one that has changed."""
        known = self.by_id.get(visit.id)
        order, by_page = self.order, self.by_page
        if known is None:
            order = _with(order, key_of(visit))
        elif known.arrived_at != visit.arrived_at:
            order = _with(_without(order, key_of(known)), key_of(visit))
        if known is not None and known.page.id != visit.page.id:
            by_page = by_page.without(known.page.id)
        return Visits(
            order,
            self.by_id.put(visit.id, visit),
            self.by_subject.put(visit.subject, visit),
            by_page.put(visit.page.id, visit),
            _kept(self.in_call, visit, visit.call is not None),
            _kept(self.disconnected, visit, not visit.page.connected),
            _kept(self.ending, visit, visit.ending is not None),
        )

    def without(self, visit: "Visit") -> "Visits":
        """Return these visits without one of them."""
        return Visits(
            _without(self.order, key_of(visit)),
            self.by_id.without(visit.id),
            self.by_subject.without(visit.subject),
            self.by_page.without(visit.page.id),
            _kept(self.in_call, visit, keeps=False),
            _kept(self.disconnected, visit, keeps=False),
            _kept(self.ending, visit, keeps=False),
        )


def key_of(visit: "Visit") -> Key:
    """Return a visit's place in the order of arrival."""
    return visit.arrived_at, visit.id


def _with(order: tuple[Key, ...], key: Key) -> tuple[Key, ...]:
    if not order or order[-1] < key:  # as nearly always
        return (*order, key)
    place = bisect_left(order, key)
    return (*order[:place], key, *order[place:])


def _without(order: tuple[Key, ...], key: Key) -> tuple[Key, ...]:
    place = bisect_left(order, key)
    return order[:place] + order[place + 1 :]


def _kept(visits: Mapping[str, "Visit"], visit: "Visit", keeps: bool) -> Mapping[str, "Visit"]:
    if keeps:
        return {**visits, visit.id: visit}
    if visit.id not in visits:
        return visits
    return {each: kept for each, kept in visits.items() if each != visit.id}
