"""Measures the audit of figures: its speed, and how many misprints it finds.

    python benchmarks/audit.py [--runs 3] [--seed 1] [--most 4000] [--misses]

Every figure that takes part in a check that holds is altered in turn: one digit changed, two neighbouring
digits exchanged, the decimal comma lost. An alteration counts where the arithmetic no longer comes out,
worked out here from the numbers alone; a "trong đó" list does not name all parts, so that there only a sum
above its whole breaks it. It is found where a new finding (error or warning) touches the figure or the
words of its check. All other checks of the text are untouched and must stay silent. Texts are those of the
sibling folder `shared`, where it is there, and the specimens of `corpus/`.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import regex

from extractors.audit import intervals
from extractors.audit.arithmetic import arithmetic_audit
from extractors.audit.parts import Part
from extractors.audit.tables import table_audit
from extractors.figures.numerals import read_numeral
from extractors.figures.reader import FigureReader, figure_reader
from extractors.header import read_header
from extractors.model import Check, Document, Facts, Finding, Interval, Severity, Verdict
from extractors.references import reference_reader
from extractors.rulebook import load_rules
from pipeline.errors import VanthuError
from pipeline.readers import read

ROOT = Path(__file__).resolve().parents[1]
NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")
PERCENT = regex.compile(r"(\d+(?:[.,]\d+)*)\s?%$")
KINDS = ("one digit", "two exchanged", "comma lost")


@dataclass(frozen=True)
class Base:
    """A document with everything but its figures, which are read again after each alteration."""

    document: Document
    facts: Facts


@dataclass(frozen=True)
class Change:
    """One misprint: the span of a number and the characters put there, of the same length."""

    start: int
    end: int
    text: str
    kind: str


class Auditor:
    """Reads the figures of a text and audits them, nothing else."""

    def __init__(self) -> None:
        rules = load_rules()
        self.reader: FigureReader = figure_reader(rules)
        self.parts: tuple[Part, ...] = (arithmetic_audit(rules), table_audit(rules))

    def audit(self, base: Base, text: str | None = None) -> Facts:
        """The facts of a document, or of another text of the same length in its place."""
        document = base.document if text is None else replace(base.document, text=text)
        facts = self.reader.read(document, base.facts)
        audits = [part(document, facts) for part in self.parts]
        return replace(
            facts,
            checks=tuple(check for audit in audits for check in audit.checks),
            findings=tuple(found for audit in audits for found in audit.findings),
        )


def bases() -> list[Base]:
    """The readable documents, with header and references."""
    rules = load_rules()
    folders = [ROOT / "corpus", ROOT.parent / "shared" / "corpus", ROOT.parent / "shared" / "corpus-bulk"]
    found = []
    for folder in folders:
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if path.stem in ("README", "index"):
                continue
            try:
                document = read(path, path.name)
            except VanthuError:
                continue
            facts = reference_reader(rules).read(document, read_header(document, rules))
            found.append(Base(document, facts))
    return found


def numbers_of(check: Check, facts: Facts, text: str) -> Iterator[tuple[int, int, int | None]]:
    """The spans of the numbers of a check, with the index of the figure; None for the printed percentage."""
    for index in check.figures:
        figure = facts.statistics[index]
        number = NUMBER.search(text, figure.start, figure.end)
        if number is not None:
            yield number.start(), number.end(), index
    percent = PERCENT.search(text[: check.end])
    if percent is not None and check.rule == "percentage":
        yield percent.start(1), percent.end(1), None


def changes(start: int, end: int, text: str, dice: random.Random) -> Iterator[Change]:
    """One alteration of each kind that the number allows."""
    number = text[start:end]
    digits = [i for i, sign in enumerate(number) if sign.isdigit()]
    at = dice.choice(digits)
    other = dice.choice([d for d in "123456789" if d != number[at]])
    yield Change(start, end, number[:at] + other + number[at + 1 :], KINDS[0])
    pairs = [i for i, j in zip(digits, digits[1:], strict=False) if j == i + 1 and number[i] != number[j]]
    pairs = [i for i in pairs if not (i == 0 and number[1] == "0" and len(number) > 2)]
    if pairs:
        i = dice.choice(pairs)
        yield Change(start, end, number[:i] + number[i + 1] + number[i] + number[i + 2 :], KINDS[1])
    if "," in number:
        yield Change(start, end, number.replace(",", "") + " ", KINDS[2])


def breaks(check: Check, facts: Facts, index: int | None, change: Change) -> bool:
    """Whether the arithmetic of a check no longer comes out with the altered number."""
    number = read_numeral(change.text.strip())
    if number is None:
        return True
    values = check.values
    if index is not None:
        figure = facts.statistics[index]
        printed = read_numeral(NUMBER.search(figure.text)[0])
        scale = figure.value / printed.value if printed and printed.value else Decimal(1)
        shift = number.value * scale - figure.value
    else:
        shift = number.value - Decimal(str(values["percent"]))
    if check.rule in ("parts_sum", "table_total") and "parts" in values and check.left and check.right:
        return sum_breaks(check, facts, index, shift)
    if check.left is None or check.right is None or "percent" not in values:
        return shift != 0
    part, whole, percent = (Decimal(str(values[name])) for name in ("part", "total", "percent"))
    role = "percent" if index is None else role_of(check, facts, index, part)
    part, whole = part + shift * (role == "part"), whole + shift * (role == "total")
    percent += shift * (role == "percent")
    if check.rule == "table_ratio":
        part -= shift * (role == "total" and " − " in check.expression)
        return ratio_breaks(check, part, whole, shift * (role == "percent"))
    if whole <= 0:
        return True
    width = (check.left.high - check.left.low) / 2 + (check.right.high - check.right.low) / 2
    computed = part / whole * 100
    return min(abs(computed - percent), abs(computed / 100 - percent)) > width


def ratio_breaks(check: Check, part: Decimal, whole: Decimal, shift: Decimal) -> bool:
    """Whether a rate of a table no longer is what its part and whole make; `shift` is that of the rate."""
    left, right = check.left, check.right
    assert left is not None and right is not None
    if whole <= 0:
        return False
    wide = (left.high - left.low) / 2
    return not any(
        right.low + shift - wide <= made < right.high + shift + wide
        for made in (part / whole * 100, part / whole)
    )


def role_of(check: Check, facts: Facts, index: int, part: Decimal) -> str:
    """Whether a figure is the part or the whole of a percentage."""
    figure = facts.statistics[index]
    if check.rule == "table_ratio":
        return "percent" if index == check.figures[0] else "total" if index == check.figures[-1] else "part"
    return "part" if figure.value == part and index == check.figures[-1] else "total"


def sum_breaks(check: Check, facts: Facts, index: int | None, shift: Decimal) -> bool:
    left, right = check.left, check.right
    assert left is not None and right is not None and index is not None
    if index == check.figures[0]:
        right = Interval(right.low + shift, right.high + shift)
    else:
        value = facts.statistics[index].value
        parts = check.values["parts"]
        assert isinstance(parts, tuple)
        sign = -1 if -value in parts and value not in parts else 1
        left = Interval(left.low + sign * shift, left.high + sign * shift)
    if intervals.meet(left, right):
        return False
    open_list = any(
        b.whole == check.figures[0] and set(check.figures[1:]) <= set(b.parts) and not b.exhaustive
        for b in facts.breakdowns
    )
    return left.low > right.high or not open_list


def loud(facts: Facts) -> list[Finding]:
    """The findings that a person would be shown first."""
    return [found for found in facts.findings if found.severity is not Severity.INFO]


def said(found: Finding) -> tuple[str, int, int, str]:
    """What tells two findings apart."""
    return found.rule, found.start, found.end, found.check.expression if found.check else ""


def touches(found: Finding, check: Check, change: Change) -> bool:
    """Whether a finding is at the altered figure, or comes of a check of the same words."""
    if found.start <= change.end and change.start <= found.end:
        return True
    other = found.check
    return other is not None and other.start <= change.end and change.start <= other.end


def misprints(
    auditor: Auditor, base: Base, dice: random.Random, tally: Counter[str], misses: list[str]
) -> None:
    """Alter every figure of every check of a document that holds, in turn."""
    facts = auditor.audit(base)
    before = {said(found) for found in loud(facts)}
    for check in facts.checks:
        if check.verdict is not Verdict.HOLDS:
            continue
        for start, end, index in numbers_of(check, facts, base.document.text):
            for change in changes(start, end, base.document.text, dice):
                if not breaks(check, facts, index, change):
                    continue
                after = end + len(change.text) - (end - start)
                text = base.document.text[:start] + change.text + base.document.text[after:]
                judge(auditor, base, facts, check, change, text, before, tally, misses)


def judge(
    auditor: Auditor,
    base: Base,
    facts: Facts,
    check: Check,
    change: Change,
    text: str,
    before: set[tuple[str, int, int, str]],
    tally: Counter[str],
    misses: list[str],
) -> None:
    """Audit the altered text and count whether the misprint was found and the rest kept silent."""
    altered = auditor.audit(base, text)
    new = [found for found in loud(altered) if said(found) not in before]
    touched = {c.expression for c in facts.checks if c.start <= change.start <= c.end}
    hits = [found for found in new if touches(found, check, change)]
    tally[f"{check.rule}: broken"] += 1
    tally[f"{change.kind}: broken"] += 1
    tally["broken"] += 1
    if hits:
        tally[f"{check.rule}: found"] += 1
        tally[f"{change.kind}: found"] += 1
        tally["found"] += 1
    else:
        printed = base.document.text[change.start : change.end]
        misses.append(f"{base.document.name}: {check.rule}: {check.expression}: {printed} → {change.text}")
    quiet = [c for c in facts.checks if c.verdict is Verdict.HOLDS and c.expression not in touched]
    failing = {c.expression for c in altered.checks if c.verdict is Verdict.FAILS}
    tally["untouched"] += len(quiet)
    tally["silent"] += sum(c.expression.replace("=", "≠") not in failing for c in quiet)


def main() -> None:
    """Print speed and shares."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=4000, help="alterations after which it ends")
    parser.add_argument("--misses", action="store_true", help="print every misprint that was not found")
    arguments = parser.parse_args()
    auditor, documents = Auditor(), bases()
    megabytes = sum(len(base.document.text.encode()) for base in documents) / 1e6
    seconds = []
    for _ in range(arguments.runs):
        start = time.perf_counter()
        audited = [auditor.audit(base) for base in documents]
        seconds.append(time.perf_counter() - start)
    figures = sum(len(facts.statistics) for facts in audited)
    checks = Counter(str(check.verdict) for facts in audited for check in facts.checks)
    print(f"texts                {len(documents)} documents, {megabytes:.1f} MB, {figures} figures")
    verdicts = (checks["holds"], checks["fails"], checks["cannot_tell"])
    print("checks               {} hold, {} fail, {} cannot be told".format(*verdicts))
    print(f"figures and checks   {megabytes / min(seconds):.1f} MB/s")
    dice, tally, misses = random.Random(arguments.seed), Counter[str](), []
    for base in documents:
        if tally["broken"] < arguments.most:
            misprints(auditor, base, dice, tally, misses)
    for name in sorted({key.partition(":")[0] for key in tally if ": " in key}):
        broken, found = tally[f"{name}: broken"], tally[f"{name}: found"]
        print(f"  {name:19}{found} of {broken} ({found / broken:.1%})")
    found, broken = tally["found"], tally["broken"]
    print(f"misprints found      {found} of {broken} ({found / max(1, broken):.1%})")
    print(f"untouched, silent    {tally['silent'] / max(1, tally['untouched']):.2%} of {tally['untouched']}")
    if arguments.misses:
        print(*misses, sep="\n")


if __name__ == "__main__":
    main()
