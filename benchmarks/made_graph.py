"""Makes a registry with a citation graph of any size, the same one every time: the material of graph.py."""

from __future__ import annotations

import datetime
import random
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.registry import Registry
from pipeline.search_text import fold, slug

SEED = 42
FIRST_DAY, DAYS = datetime.date(2010, 1, 4), 5800
CHAIN = ("Nghị quyết", "Chương trình", "Kế hoạch", "Kế hoạch", "Kế hoạch", "Kế hoạch", "Báo cáo")
EDGES_A_FILE = 50
TYPES = {
    "Luật": ("luat", "QH14"),
    "Nghị quyết": ("nq", "NQ-HĐND"),
    "Chương trình": ("ctr", "CTr-UBND"),
    "Kế hoạch": ("kh", "KH-UBND"),
    "Quyết định": ("qd", "QĐ-UBND"),
    "Công văn": ("cv", "UBND-TH"),
    "Báo cáo": ("bc", "BC-UBND"),
}
WORDS = {
    "based_on": "Căn cứ",
    "implements": "Thực hiện",
    "replaces": "Thay thế",
    "amends": "Sửa đổi, bổ sung",
    "guides": "Hướng dẫn",
    "reports_on": "Báo cáo kết quả thực hiện",
    "cites": "Theo",
}
DIRECT = ("based_on",) * 4 + ("implements",) * 2 + ("cites",) * 4
ASSERTED = ("implements",) * 6 + ("guides", "reports_on", "amends", "replaces")
NAMES = ("Hòa", "Sơn", "An", "Bình", "Phú", "Lộc", "Thịnh", "Giang")

Edge = tuple[int, int, str]
"""From, to (numbers of documents) and relation."""


@dataclass(slots=True)
class Document:
    """One made-up document; its number in the list grows with its date."""

    kind: str
    number: int
    place: str
    day: datetime.date
    file: int | None = None

    @property
    def symbol(self) -> str:
        """The notation: "KH-UBND"."""
        return TYPES[self.kind][1]

    @property
    def id(self) -> str:
        """The readable id: "vn/ubnd-tinh-hoa-an/kh/2020/285"."""
        return f"vn/{self.body}/{TYPES[self.kind][0]}/{self.day.year}/{self.number}"

    @property
    def issuer(self) -> str:
        """Who issued it."""
        return f"Ủy ban nhân dân tỉnh {self.place}"

    @property
    def body(self) -> str:
        """The id of the issuer."""
        return f"ubnd-tinh-{slug(self.place)}"

    @property
    def label(self) -> str:
        """What a person calls it."""
        return f"{self.kind} {self.number}/{self.symbol}"

    @property
    def words(self) -> str:
        """How a text names it."""
        return f"{self.kind} số {self.number}/{self.symbol} ngày {self.day:%d/%m/%Y}"


@dataclass(slots=True)
class Paper:
    """The text of one file as it grows: its lines, its mentions and links, and the edges that they assert."""

    own: int
    quota: int
    text: str = ""
    mentions: list[tuple[Any, ...]] = field(default_factory=list)
    links: list[tuple[Any, ...]] = field(default_factory=list)
    edges: dict[Edge, list[int]] = field(default_factory=dict)
    """How often, first mention, first link (counted in this file; -1: none)."""


class Graph:
    """Documents, and for every file what it says; nothing here depends on anything but the arguments."""

    def __init__(self, documents: int, edges: int) -> None:
        self._random = random.Random(SEED)
        self.documents = [self._document(number, documents) for number in range(documents)]
        self.files = max(1, min(documents // 10, edges // EDGES_A_FILE))
        self._edges = edges
        # The registry begins half-way: what is older is known by being cited.
        step = documents / 2 / (self.files + 1)
        self.held = [int(documents / 2 + number * step) for number in range(self.files)]
        for file, number in enumerate(self.held, 1):
            self.documents[number].file = file
        self._fresh: list[int] = []

    def _document(self, number: int, documents: int) -> Document:
        day = FIRST_DAY + datetime.timedelta(number * DAYS // documents)
        kind = self._random.choice(tuple(TYPES)[1:]) if number else "Luật"
        place = f"{self._random.choice(NAMES)} {self._random.choice(NAMES)}"
        return Document(kind, number + 1, place, day)

    def papers(self) -> Iterator[Paper]:
        """What each file says: the edges together are as many as were asked for."""
        done = before = 0
        for file, own in enumerate(self.held, 1):
            quota = self._edges * file // self.files - done
            done += quota
            self._fresh += range(before + 1, own)
            before = own
            yield self._paper(Paper(own, quota), file)

    def _paper(self, paper: Paper, file: int) -> Paper:
        self._cite(paper, 0, "based_on")
        if file % 10 == 0:
            for lower, upper in self._chain(paper.own):
                self._link(paper, lower, upper, "implements")
        if file % 100 == 50 and paper.own > 2:
            circle = self._random.sample(range(1, paper.own), min(self._random.choice((2, 3)), paper.own - 1))
            for one, other in zip(circle, circle[1:] + circle[:1], strict=True):
                self._link(paper, one, other, "replaces")
        while len(paper.edges) < paper.quota:
            if self._fresh and self._random.random() < 0.6:
                first = self._not_yet_cited()
                if self._random.random() < 0.7:
                    self._link(paper, first, self._older(first), self._random.choice(ASSERTED))
                else:
                    self._cite(paper, first, self._random.choice(DIRECT))
            else:
                self._cite(paper, self._older(paper.own), self._random.choice(DIRECT))
        return paper

    def _not_yet_cited(self) -> int:
        at = self._random.randrange(len(self._fresh))
        self._fresh[at], self._fresh[-1] = self._fresh[-1], self._fresh[at]
        return self._fresh.pop()

    def _chain(self, own: int) -> list[tuple[int, int]]:
        """Six steps of implementing, the newest document first."""
        numbers = sorted(self._random.sample(range(own), min(len(CHAIN), own)))
        return list(zip(numbers[:0:-1], numbers[-2::-1], strict=True))

    def _older(self, number: int) -> int:
        """A document before `number`: often one of the few that all cite, by a power law."""
        power = 3 if self._random.random() < 0.6 else 1
        return int(number * self._random.random() ** power)

    def _cite(self, paper: Paper, target: int, relation: str) -> None:
        self._assert(paper, (paper.own, target, relation), self._mention(paper, target, relation, "self"), -1)

    def _link(self, paper: Paper, source: int, target: int, relation: str) -> None:
        """A title that names another document: the file cites the one, and the one bears on the other."""
        if source == target or len(paper.edges) + 2 > paper.quota:
            return
        start = len(paper.text)
        first = self._mention(paper, source, "cites", "self")
        self._assert(paper, (paper.own, source, "cites"), first, -1)
        bearer = self.documents[source]
        second = self._mention(paper, target, relation, f"{bearer.number}/{bearer.symbol}")
        words = paper.text[start:-1].replace("\n", " ")
        paper.links.append((first, second, relation, "title", words, start, len(paper.text) - 1))
        self._assert(paper, (source, target, relation), second, len(paper.links) - 1)

    def _assert(self, paper: Paper, edge: Edge, mention: int, link: int) -> None:
        known = paper.edges.setdefault(edge, [0, mention, link])
        known[0] += 1

    def _mention(self, paper: Paper, target: int, relation: str, bearer: str) -> int:
        words = self.documents[target].words
        start = len(paper.text) + len(WORDS[relation]) + 1
        paper.text += f"{WORDS[relation]} {words}\n"
        paper.mentions.append((target, words, start, start + len(words), relation, bearer))
        return len(paper.mentions) - 1


def write(path: Path, documents: int, edges: int) -> None:
    """Make the registry at `path`, which must not exist yet, with at most ten edges a document.

    Raises:
        ValueError: There are fewer than 100 documents, or too many edges for them.
        RegistryError: It cannot be written.
    """
    if documents < 100 or not documents <= edges <= 10 * documents:
        raise ValueError(f"{documents} documents cannot carry {edges} edges")
    graph = Graph(documents, edges)
    with in_bulk(path) as connection:
        write_documents(connection, graph.documents)
        _write_papers(connection, graph)


@contextmanager
def in_bulk(path: Path) -> Iterator[sqlite3.Connection]:
    """A new registry at `path` to be filled in one transaction.

    What is written is whole by construction, and indexes are built faster than they grow.
    """
    with Registry(path, write=True) as registry:
        registry.query("PRAGMA foreign_keys = OFF")
        with registry.transaction() as connection:
            kept = connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            ).fetchall()
            for name, _ in kept:
                connection.execute(f'DROP INDEX "{name}"')
            yield connection
            for _, sql in kept:
                connection.execute(sql)
        registry.query("PRAGMA wal_checkpoint(TRUNCATE)")


def insert(
    connection: sqlite3.Connection, table: str, columns: str, rows: Iterable[tuple[Any, ...]]
) -> None:
    """Write rows under the named columns."""
    marks = ", ".join("?" * len(columns.split(",")))
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def write_documents(connection: sqlite3.Connection, documents: list[Document]) -> None:
    """Write the documents and the bodies that issued them."""
    bodies = {document.body: document.issuer for document in documents}
    insert(connection, "bodies", "id, name", sorted(bodies.items()))
    columns = (
        "id, urn, label, type, number, symbol, year, date, issuer, body_id, subject, held, identity,"
        " number_key, symbol_key"
    )
    insert(
        connection,
        "documents",
        columns,
        (
            (
                d.id, f"urn:lex:{d.id}", d.label, d.kind, str(d.number), d.symbol, d.day.year,
                d.day.isoformat(), d.issuer, d.body, f"Về công tác năm {d.day.year}", int(d.file is not None),
                "full", str(d.number), fold(d.symbol),
            )
            for d in documents
        ),
    )  # fmt: skip


def _write_papers(connection: sqlite3.Connection, graph: Graph) -> None:
    mention = link = 0
    for file, paper in enumerate(graph.papers(), 1):
        _write_file(connection, file, graph.documents[paper.own], paper)
        _write_mentions(connection, graph, file, mention, paper)
        insert(
            connection,
            "links",
            "id, file_id, ordinal, from_mention, to_mention, relation, basis, text, start_offset, end_offset,"
            " page",
            (
                (link + at, file, at - 1, mention + 1 + source, mention + 1 + target, relation, *rest, 1)
                for at, (source, target, relation, *rest) in enumerate(paper.links, 1)
            ),
        )
        own = graph.documents[paper.own].id
        insert(
            connection,
            "citations",
            "from_document, to_document, relation, asserted_by, mentions, first_mention, first_link",
            (
                (
                    graph.documents[source].id, graph.documents[target].id, relation, own, count,
                    mention + first + 1, link + first_link + 1 if first_link >= 0 else None,
                )
                for (source, target, relation), (count, first, first_link) in paper.edges.items()
            ),
        )  # fmt: skip
        mention += len(paper.mentions) + 1
        link += len(paper.links)


def _write_file(connection: sqlite3.Connection, file: int, own: Document, paper: Paper) -> None:
    name = f"{TYPES[own.kind][0]}-{own.number}.txt"
    columns = "id, sha256, name, status, size, fingerprint, document_id, reader, pages, characters"
    row = (file, f"{file:064x}", name, "registered", len(paper.text), "made", own.id, "text", 1)
    insert(connection, "files", columns, [(*row, len(paper.text))])
    place = (f"/den/{file // 500:03}/{name}", file, len(paper.text), 1)
    insert(connection, "paths", "path, file_id, size, mtime_ns", [place])
    insert(connection, "texts", "file_id, text", [(file, paper.text)])


def _write_mentions(
    connection: sqlite3.Connection, graph: Graph, file: int, before: int, paper: Paper
) -> None:
    columns = (
        "id, file_id, ordinal, text, start_offset, end_offset, page, kind, type, number, symbol, date,"
        " issuer, issuer_basis, relation, borne_by, repaired, document_id, status, basis"
    )
    rows = []
    for at, (target, words, start, end, relation, bearer) in enumerate(paper.mentions):
        d = graph.documents[target]
        rows.append(
            (
                before + at + 1, file, at, words, start, end, 1, "numbered", d.kind, str(d.number), d.symbol,
                d.day.isoformat(), d.issuer, "stated", relation, bearer, 0, d.id, "resolved", "identity",
            )
        )  # fmt: skip
    own, last = graph.documents[paper.own], before + len(paper.mentions) + 1
    doubtful = ("numbered", own.kind, str(own.number), own.symbol, None, None, "unknown", "cites", "self", 0)
    # Every file also says something that may mean two documents, as files do.
    rows.append(
        (last, file, len(paper.mentions), own.label, 0, len(own.label), 1, *doubtful, None, "ambiguous", None)
    )
    insert(connection, "mentions", columns, rows)
    fitting = [graph.documents[number] for number in (0, paper.own)]
    insert(
        connection,
        "mention_candidates",
        "mention_id, ordinal, document_id, label",
        ((last, ordinal, d.id, d.label) for ordinal, d in enumerate(fitting)),
    )
