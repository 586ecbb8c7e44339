"""Holds every row of the rules against its own examples, with the extractors that use it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from extractors.audit.examples import RULES_OF_THE_REGISTRY, audit_examples
from extractors.competence import CHANGES
from extractors.drafts import Draft
from extractors.header import read_header
from extractors.header_signature import read_ending
from extractors.header_words import HeaderWords, header_words
from extractors.home import Home
from extractors.letters import toneless
from extractors.misreadings import phrase
from extractors.model import Block, BlockKind, Document, Header, ReferenceKind
from extractors.references import ReferenceReader, reference_reader
from extractors.rulebook import RULES_DIR, Rulebook, RuleFileError, load_rules, read_table
from extractors.tasks.examples import task_examples
from extractors.tokens import token_grammar

Row = Mapping[str, str]
_HOME = Home("Sơn La", "tỉnh", None, "Ủy ban nhân dân tỉnh Sơn La")
_ANYWHERE = Header()
_SIGNATURE = ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nơi nhận:", "- Như trên;")


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that does not do what its example says: file, line (0: the file as a whole) and the reason."""

    file: str
    line: int
    text: str
    why: str


class RuleCheck:
    """Reads examples with one rulebook and compares what is found with what the row promises."""

    def __init__(self, rules: Rulebook) -> None:
        self._rules = rules
        self._reader: ReferenceReader = reference_reader(rules)
        self._words: HeaderWords = header_words(rules)
        self._checks: dict[str, Callable[[Row, str], bool]] = {
            "doc_types": self._type,
            "type_abbreviations": self._abbreviation,
            "bodies": self._body,
            "provinces": self._province,
            "laws": self._law,
            "cues": self._cue,
            "reporting_types": self._changes_nothing,
            "planned_acts": self._changes_nothing,
            "stop_words": self._stop_word,
            "body_heads": self._body_head,
            "count_nouns": self._counts,
            "office_holders": self._office_holder,
            "known_shorts": self._known_short,
            "letterhead": self._letterhead,
            "carriers": self._carrier,
            "authority_marks": self._authority_mark,
            "signer_titles": self._signer_title,
            "surnames": self._surname,
            "old_fonts": self._old_font,
            "abbreviations": self._shortened,
            "misprints": self._misprint,
            "scan_misreadings": lambda row, text: phrase(row)[0].search(text) is not None,
            **audit_examples(rules),
            **task_examples(rules),
        }
        # The examples of registers, party_terms, force and task_plain_words need the layer above, which
        # uses these tables; the tests of that layer hold them. Relations have no words of their own: cues
        # have.

    def problems(self, file: str, rows: tuple[Row, ...]) -> Iterator[Problem]:
        """What is wrong with one table: how rows are written, the relations they name, their examples."""
        table = file.removesuffix(".tsv")
        earlier: set[str] = set()
        for row in rows:
            name = next(value for key, value in row.items() if key != "_line")
            faults = (_miswritten(row), self._unrelated(table, row, earlier), self._unmatched(table, row))
            yield from (Problem(file, int(row["_line"]), name, why) for why in chain(*faults))
            earlier.add(name)

    def _unrelated(self, table: str, row: Row, earlier: set[str]) -> Iterator[str]:
        """A cue of no known relation; a relation that an earlier row of its table has."""
        if table == "cues" and row["relation"] not in self._rules.relations:
            yield f"names a relation that relations.tsv does not have: {row['relation']}"
        if table == "relations" and row["relation"] in earlier:
            yield "is there twice"

    def _unmatched(self, table: str, row: Row) -> Iterator[str]:
        check = self._checks.get(table)
        if check is None or row.get("rule") in RULES_OF_THE_REGISTRY:
            return
        example, counter = row.get("example", ""), row.get("counter_example", "")
        if example and not check(row, example):
            yield f"does not match its example: {example}"
        if counter and check(row, counter):
            yield f"matches its counter-example: {counter}"

    def _old_font(self, row: Row, text: str) -> bool:
        return text.lower().startswith(row["prefix"].lower())

    def _shortened(self, row: Row, text: str) -> bool:
        whole = f"{row['words']}."
        tokens = (word for word, _ in token_grammar(self._rules).tokens(text))
        return any(word.startswith(whole) if row["kind"] == "rank" else word == whole for word in tokens)

    def _misprint(self, row: Row, text: str) -> bool:
        return row["found"] in text and any(d.repaired and d.symbol for d in self._drafts(text))

    def _surname(self, row: Row, text: str) -> bool:
        ending = read_ending(_signed_by(text), 0, self._words)
        return ending.signer is not None and ending.signer.split()[0] == row["surname"]

    def _drafts(self, text: str) -> list[Draft]:
        return self._reader.drafts(text, _HOME, _ANYWHERE)

    def _type(self, row: Row, text: str) -> bool:
        return any(d.type == row["name"] for d in self._named(text)) or (
            row["family"] == "generic" and any(d.kind is ReferenceKind.NUMBERED for d in self._drafts(text))
        )

    def _named(self, text: str) -> list[Draft]:
        return [
            d for d in self._drafts(text) if d.kind not in (ReferenceKind.ANAPHORA, ReferenceKind.STANDARD)
        ]

    def _abbreviation(self, row: Row, text: str) -> bool:
        return any(text[d.start :].startswith(row["abbreviation"] + " ") for d in self._named(text))

    def _body(self, row: Row, text: str) -> bool:
        names = [name.split(" {")[0].replace("{party}", "Tỉnh ủy") for name in row["name"].split(" | ")]
        for draft in self._named(text):
            bodies = (draft.issuer, *draft.candidates)
            if any(body and body.startswith(name) for body in bodies for name in names):
                return not row["letters"] or row["letters"] in (draft.body_letters, draft.symbol)
        return False

    def _province(self, row: Row, text: str) -> bool:
        body = self._reader.bodies.canonical(text, Home())
        return bool(body) and str(body).endswith(f"{row['kind']} {row['name']}")

    def _law(self, row: Row, text: str) -> bool:
        for draft in self._named(text):
            if not toneless(text[draft.start :]).startswith(toneless(row["name"])):
                continue
            if not row["number"] or f"{draft.number}/{draft.symbol}" == row["number"]:
                return True
        return False

    def _cue(self, row: Row, text: str) -> bool:
        drafts = self._named(text)
        return bool(drafts) and drafts[-1].relation == row["relation"]

    def _changes_nothing(self, row: Row, text: str) -> bool:
        drafts = self._reader.drafts(text, _HOME, Header(type=row.get("type")))
        return bool(drafts) and drafts[-1].relation not in CHANGES

    def _stop_word(self, row: Row, text: str) -> bool:
        word = row["words"].removesuffix(" N")
        drafts = self._named(text)
        if row["scope"] == "law":
            return any(text[: d.end].endswith("Khảo cứu") for d in drafts)
        return any(d.issuer and word not in d.issuer.split() for d in drafts)

    def _body_head(self, row: Row, text: str) -> bool:
        return any(d.issuer and d.issuer.startswith(row["head"]) for d in self._named(text))

    def _counts(self, row: Row, text: str) -> bool:
        return not any(d.kind is ReferenceKind.SHORT for d in self._drafts(text))

    def _office_holder(self, row: Row, text: str) -> bool:
        return any(d.issuer and not d.issuer.startswith(row["title"]) for d in self._named(text))

    def _known_short(self, row: Row, text: str) -> bool:
        return any(d.kind is ReferenceKind.SHORT and d.issuer == row["issuer"] for d in self._drafts(text))

    def _letterhead(self, row: Row, text: str) -> bool:
        kind = row["kind"]
        if kind in ("unfinished", "alone", "linking"):
            return text.split()[-1] in getattr(self._words, kind) or text in getattr(self._words, kind)
        if kind.startswith("not_"):
            return getattr(self._words, kind.removeprefix("not_")).match(text) is None
        pattern = getattr(self._words, kind)
        return bool(pattern.search(text) if kind in ("child", "aside") else pattern.match(text))

    def _carrier(self, row: Row, text: str) -> bool:
        document = _of_lines("QUY CHẾ", "Làm việc của cơ quan", text, "Điều 1. Phạm vi điều chỉnh")
        facts = self._reader.read(document, read_header(document, self._rules))
        return facts.carrier is not None and facts.references[facts.carrier].type == row["type"]

    def _authority_mark(self, row: Row, text: str) -> bool:
        found = self._words.mark.search(text)
        return bool(found) and toneless(text).startswith(toneless(row["mark"].rstrip(".")))

    def _signer_title(self, row: Row, text: str) -> bool:
        return any(row["title"] in found[0] for found in self._words.title.finditer(text))


def _miswritten(row: Row) -> Iterator[str]:
    for column, value in row.items():
        if value != unicodedata.normalize("NFC", value):
            yield f"{column} is not in NFC"
    if not row.get("example", "none is asked for"):
        yield "has no example"


def _signed_by(name: str) -> Document:
    """The end of a document whose signer's name stands below the list of recipients.

    There only its surname tells that it is no recipient.
    """
    return _of_lines(*_SIGNATURE, name)


def _of_lines(*lines: str) -> Document:
    """A document with a block a line."""
    blocks: list[Block] = []
    for line in lines:
        start = blocks[-1].end + 1 if blocks else 0
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line)))
    return Document("", "text/plain", "text", None, "\n".join(lines), tuple(blocks))


def check_rules(overlay: Path | None = None) -> list[Problem]:
    """The problems of the program's rules, or of a user's own folder laid over them; none: all hold."""
    folder = overlay or RULES_DIR
    if not any(folder.glob("*.tsv")):
        return [Problem(str(folder), 0, "", "holds no rule file (*.tsv)")]
    try:
        check = RuleCheck(load_rules(overlay))
        known = {path.stem for path in RULES_DIR.glob("*.tsv")}
        problems = [
            p for path in sorted(folder.glob("*.tsv")) for p in check.problems(path.name, read_table(path))
        ]
    except RuleFileError as error:
        return [Problem(str(folder), 0, "", str(error))]
    unknown = [
        Problem(path.name, 0, "", "no rule table has this name; it would be read by nothing")
        for path in sorted(folder.glob("*.tsv"))
        if path.stem not in known
    ]
    return unknown + problems
