from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import settings

from extractors.bodies import BodyReader, Home, body_reader
from extractors.drafts import Draft
from extractors.model import Header, ReferenceKind
from extractors.references import ReferenceReader, reference_reader
from extractors.rulebook import Rulebook, load_rules

# One commit gives one result on every machine.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

HOMES = {
    "province": Home("Lạng Sơn", "tỉnh", None, "Ủy ban nhân dân tỉnh Lạng Sơn"),
    "department": Home("Lạng Sơn", "tỉnh", None, "Sở Nội vụ tỉnh Lạng Sơn"),
    "commune": Home("Lạng Sơn", "tỉnh", "xã Nà Lọong", "Ủy ban nhân dân xã Nà Lọong"),
    "city": Home("Hà Nội", "thành phố", None, "Ủy ban nhân dân thành phố Hà Nội"),
    "merged": Home("Lào Cai", "tỉnh", None, "Ủy ban nhân dân tỉnh Lào Cai"),
    "ministry": Home(issuer="Bộ Nội vụ"),
    "nowhere": Home(),
}

Find = Callable[..., list[Draft]]
OTHERS = (ReferenceKind.ANAPHORA, ReferenceKind.STANDARD)


@pytest.fixture(scope="session")
def homes() -> dict[str, Home]:
    return HOMES


@pytest.fixture(scope="session")
def rules() -> Rulebook:
    return load_rules()


@pytest.fixture(scope="session")
def reader(rules: Rulebook) -> ReferenceReader:
    return reference_reader(rules)


@pytest.fixture(scope="session")
def bodies(rules: Rulebook) -> BodyReader:
    return body_reader(rules)


@pytest.fixture(scope="session")
def find(reader: ReferenceReader) -> Find:
    """The drafts of a text read in a document of the named home; words that only point back are left out."""

    def drafts(
        text: str, home: str = "province", header: Header | None = None, every: bool = False
    ) -> list[Draft]:
        found = reader.drafts(text, HOMES[home], header or Header())
        return found if every else [d for d in found if d.kind not in OTHERS]

    return drafts
