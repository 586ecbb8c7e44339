"""Tasks and outcomes made ready for comparing: their words, bodies and documents, read once each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from extractors.dates import is_before
from extractors.letters import toneless
from extractors.patterns import either
from extractors.rulebook import Rulebook
from pipeline.tasks.joins import Carrier, Given, Said
from pipeline.tasks.leads import Bodies, Body
from pipeline.tasks.words import Lexicon, Wording

ISSUER = "issuer"
_Place = TypeVar("_Place", Given, Said)
_MADE = toneless(
    r"(?:xây dựng|ban hành|lập|soạn thảo|hoàn thiện|hoàn thành|phê duyệt|dự thảo|tham mưu|thông qua"
    r"|(?<!tờ )(?<!chương )(?<!quy )(?<!công )(?<!lộ )trình)"
)
_ADVISED = re.compile(
    r"(?:tham mưu|trình|giúp)(?:,? (?:cho|đề xuất))?\s+(?:Chủ tịch\s+|Thường trực\s+)?"
    r"((?:Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND)\s+(?:tỉnh|thành phố|huyện|xã|phường))",
    re.IGNORECASE,
)
_SUBMITTED = re.compile(r"(?:tham mưu|trình)\s+(?:ban hành|phê duyệt)\b", re.IGNORECASE)
_FAR = 60
_NOT_MADE = ("Báo cáo", "Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp", "Văn bản")


@dataclass(frozen=True, slots=True)
class Work:
    """A task with its document, wording and leads; `advised` are the bodies that decide on it."""

    given: Given
    carrier: Carrier
    wording: Wording
    leads: tuple[Body, ...]
    advised: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """An outcome with its document, wording, the bodies it names, and the body that speaks."""

    said: Said
    carrier: Carrier
    wording: Wording
    bodies: tuple[Body, ...]
    speaker: Body | None


class Preparing:
    """Reads tasks and outcomes for one comparison."""

    def __init__(self, carriers: Mapping[int, Carrier], rules: Rulebook) -> None:
        self._carriers = carriers
        self._rules = rules
        self.bodies = Bodies(rules)
        self.lexicon = Lexicon(rules)
        self.plans = frozenset(row["type"] for row in rules.tables["plan_types"])

    def works(self, tasks: Iterable[Given]) -> list[Work]:
        """The tasks in the order of their documents; those of a file that is not held are left out."""
        found = []
        for given in self._ordered(tasks):
            carrier = self._carriers[given.file_id]
            names = _names(given.lead, given.partners, carrier)
            wording = self.lexicon.read(given.text, names, given.deadline or "")
            leads = self.bodies.all(given.lead, carrier.issuer)
            found.append(Work(given, carrier, wording, leads, _deciding(given.text, carrier)))
        return found

    def statements(self, outcomes: Iterable[Said]) -> list[Statement]:
        """The outcomes in the order of their documents; those of a file that is not held are left out."""
        found = []
        for said in self._ordered(outcomes):
            carrier = self._carriers[said.file_id]
            wording = self.lexicon.read(said.text, _names(said.bodies, (), carrier))
            bodies = self.bodies.all(said.bodies, carrier.issuer)
            speaker = self.bodies.of(carrier.issuer, None) if carrier.issuer else None
            found.append(Statement(said, carrier, wording, bodies, speaker))
        return found

    def _ordered(self, places: Iterable[_Place]) -> list[_Place]:
        """Places by their documents: ids follow the order of reading, which must change nothing."""
        by_file: dict[int, list[_Place]] = defaultdict(list)
        for place in sorted(places, key=lambda place: place.id):
            by_file[place.file_id].append(place)

        def rank(file: int) -> tuple[list[str], list[str], int]:
            carrier = self._carriers[file]
            texts = [place.text for place in by_file[file]]
            own = (carrier.date, carrier.document_id, carrier.type, carrier.issuer)
            return [value or "" for value in own], texts, file

        return [
            place for file in sorted(by_file.keys() & self._carriers, key=rank) for place in by_file[file]
        ]

    @cached_property
    def _types(self) -> frozenset[str]:
        return frozenset(toneless(kind.name) for kind in self._rules.types if kind.name not in _NOT_MADE)

    @cached_property
    def _making(self) -> re.Pattern[str]:
        return re.compile(rf"\b{_MADE}\b[^.;]{{0,{_FAR}}}?\b(?P<type>{either(self._types)})\b")

    def made(self, text: str) -> frozenset[str]:
        """Types of documents that a text says are to be made, or were: "xây dựng Kế hoạch …"."""
        return frozenset(found["type"] for found in self._making.finditer(toneless(text)))

    def asked(self, work: Work) -> frozenset[str]:
        """Types of documents that a task asks for, in its words or as its product."""
        product = toneless(work.given.product or "")
        named = {name for name in self._types if product.startswith(name)} if product else set()
        return self.made(work.given.text) | named

    def carrying_types(self) -> frozenset[str]:
        """Types of documents that put another paper in force: "Quyết định … ban hành Quy chế"."""
        return frozenset(toneless(row["type"]) for row in self._rules.tables["carriers"])


def advised_bodies(text: str) -> tuple[str, ...]:
    """The committees for which something is prepared ("tham mưu UBND tỉnh …"), written out, for comparing."""
    found = {" ".join(match[1].casefold().split()) for match in _ADVISED.finditer(text)}
    written = (name.replace("ubnd", "ủy ban nhân dân").replace("hđnd", "hội đồng nhân dân") for name in found)
    return tuple(sorted(written))


def _deciding(text: str, carrier: Carrier) -> tuple[str, ...]:
    """The bodies that decide on what a task prepares; where it names none, the one that gives the task."""
    named = advised_bodies(text)
    if not named and carrier.issuer and _SUBMITTED.search(text):
        return (carrier.issuer.casefold(),)
    return named


def _names(first: Sequence[str], second: Sequence[str], carrier: Carrier) -> tuple[str, ...]:
    own = (carrier.issuer,) if carrier.issuer else ()
    return (*first, *second, *own)


def is_later(carrier: Carrier, than: Carrier) -> bool | None:
    """Whether a document is later than another or of its day; None where a date is missing."""
    if not carrier.date or not than.date:
        return None
    return not is_before(carrier.date, than.date)


def is_earlier(carrier: Carrier, than: Carrier) -> bool:
    """Whether a document is surely of an earlier day than another."""
    return is_later(carrier, than) is False


def days_between(first: str | None, last: str | None) -> int:
    """Days from one ISO date to a later one, shortened ones from their first day; 0 where one is missing."""
    if not first or not last:
        return 0
    return (_day(last) - _day(first)).days


def _day(iso: str) -> date:
    return date.fromisoformat(iso + "-01-01"[len(iso) - 4 :] if len(iso) < 10 else iso[:10])


def is_copy(one: Carrier, other: Carrier) -> bool:
    """Whether two files hold one document."""
    return one.document_id is not None and one.document_id == other.document_id


def cites(carrier: Carrier, document: str | None, relations: frozenset[str] | None = None) -> bool:
    """Whether a document cites another in its own name, in one of `relations` where they are given."""
    return document is not None and any(
        cited == document and (relations is None or relation in relations)
        for relation, cited in carrier.cites
    )
