"""Reads the formulas that tables print over their columns: "(3)=(4)+(5)", "(7)=(6)/(3)*100", "3=4+…+8"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

_ID = r"(?:(?:cột\s*|c)(?=\d))?(?:\d{1,2}[a-wyzđ]?|[a-wyzđ])(?:(?=100(?!\d))|(?!\d|(?!x)\p{L}))"
"""What formulas call a column; a reader of Markdown takes the star of "4/3*100" for a mark: 3100 is left."""
_LEFT = regex.compile(rf"(?<![\p{{L}}\d.,+*/:−–-])(?P<open>[(\[{{]?)\s*(?P<id>{_ID})\s*[)\]}}]?\s*$", regex.I)
_TOKEN = regex.compile(
    rf"\s*(?:(?P<number>100(?!\d))|(?P<ellipsis>…|\.{{2,}})|(?P<id>{_ID})"
    r"|(?P<sign>[-+−–/:÷×*·%()\[\]{}]|x(?!\p{L})))",
    regex.I,
)
_PREFIX = regex.compile(r"(?:cột\s*|c)(?=\d)")
_SAME = {
    "[": "(", "{": "(", "]": ")", "}": ")", "−": "-", "–": "-", ":": "/", "÷": "/",
    "x": "*", "×": "*", "·": "*",
}  # fmt: skip
Terms = tuple[tuple[str, int], ...]
"""Ids of columns, each with the sign by which it is added."""
_HUNDRED = 100
_GOES_ON = ("+", "-", "*", "/")
"""Signs behind which more of a formula was to follow: "1=2+3+…"."""


@dataclass(frozen=True, slots=True)
class Formula:
    """What a table says that a column is: a sum of others, or one divided by another.

    `id` is the column told, None where the formula is given by itself ("=4+5"). `over` are the columns that
    are added; `under` those that divide, empty for a sum. `text` is the right side as printed; where `over`
    is empty the formula does what is not worked out here ("8=6x7").
    """

    id: str | None
    text: str
    over: Terms = ()
    under: Terms = ()


@dataclass(frozen=True, slots=True)
class _Value:
    """Columns that are added, each with what it is multiplied by, and those that divide; or a number."""

    over: tuple[tuple[str, int], ...] = ()
    under: tuple[tuple[str, int], ...] = ()
    constant: int = 0


class _NoFormulaError(Exception):
    """The tokens make no formula."""


class _NotWorkedOutError(Exception):
    """The tokens make a formula that does more than is worked out here."""


def formulas_in(words: str) -> list[Formula]:
    """The formulas in a head or in a cell below the heads."""
    found = []
    for equals in regex.finditer("=", words):
        left = _LEFT.search(words[: equals.start()])
        formula = _right_side(words, equals.end(), column_id(left["id"]) if left else None)
        if formula is None:
            continue
        rest = words[words.index(formula.text, equals.end()) + len(formula.text) :]
        if left is not None or not rest.strip(" )]}%.;"):
            found.append(formula)
    return found


def is_formula(words: str) -> bool:
    """Whether a cell holds a formula and no more: "(3)=(4)+(5)", "=4+5"."""
    if "=" not in words:
        return False
    left, _, right = words.partition("=")
    if left.strip() and not _LEFT.fullmatch(left.strip()):
        return False
    return bool(formulas_in(words)) and _tokens(right)[1] >= len(right.rstrip(" .;"))


def column_id(words: str) -> str:
    """The name by which formulas call a column: "5a" for "(5a)", "C5a" or "cột 5a"."""
    plain = words.split("=")[0].strip(" ()[]{}")
    lowered = _PREFIX.sub("", plain.lower())
    return plain if len(plain) == 1 and plain.isupper() else lowered


def _right_side(words: str, at: int, told: str | None) -> Formula | None:
    """The formula behind "=": as many tokens as make one; None where none do."""
    tokens, _ = _tokens(words[at:])
    for count in range(len(tokens), 1, -1):
        try:
            value = _Parser([token for token, _ in tokens[:count]]).parse()
        except _NoFormulaError:
            continue
        except _NotWorkedOutError:
            return Formula(told, words[at : at + tokens[count - 1][1]].strip())
        text = words[at : at + tokens[count - 1][1]].strip()
        if tokens[count:] and tokens[count][0] in _GOES_ON:
            return Formula(told, text)
        if len(value.over) < 2 and not value.under:
            return None
        return Formula(told, text, _unit_terms(value.over), _unit_terms(value.under))
    return None


def _tokens(words: str) -> tuple[list[tuple[str, int]], int]:
    """The tokens at the start of words, each with its end, and where they end."""
    found: list[tuple[str, int]] = []
    at = 0
    while (token := _TOKEN.match(words, at)) is not None:
        at = token.end()
        if token["id"]:
            found.append((column_id(token["id"]), at))
        elif token["ellipsis"]:
            found.append(("…", at))
        else:
            sign = (token["number"] or token["sign"]).lower()
            found.append((_SAME.get(sign, sign), at))
    return found, at


def _unit_terms(terms: tuple[tuple[str, int], ...]) -> Terms:
    """The terms with signs only: what all of them are multiplied by makes no other relation."""
    return tuple((id_, 1 if sign > 0 else -1) for id_, sign in terms)


class _Parser:
    """Works the tokens of a right side out: sums, one sum divided by another, times a hundred."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens, self._at = tokens, 0

    def parse(self) -> _Value:
        """The value of all tokens.

        Raises:
            _NoFormulaError: they are no expression.
            _NotWorkedOutError: it is neither a sum of columns nor a ratio of two such sums.
        """
        value = self._sum()
        if self._peek():
            raise _NoFormulaError
        for terms in (value.over, value.under):
            if len({abs(sign) for _, sign in terms}) > 1 or len({id_ for id_, _ in terms}) < len(terms):
                raise _NotWorkedOutError
        if value.constant or (not value.under and any(abs(sign) != 1 for _, sign in value.over)):
            raise _NotWorkedOutError
        return value

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        self._at += 1
        return token

    def _sum(self) -> _Value:
        negative = self._peek() == "-"
        if self._peek() in ("-", "+"):
            self._take()
        value = self._product()
        value = _times(value, -1) if negative else value
        while self._peek() in ("+", "-"):
            sign = self._take()
            if sign == "+" and self._peek() == "…":
                value = self._filled(value)
                continue
            other = self._product()
            value = _plus(value, other if sign == "+" else _times(other, -1))
        return value

    def _filled(self, value: _Value) -> _Value:
        """The columns that an ellipsis stands for: from the last one named to the next."""
        self._take()
        if self._take() != "+" or not value.over or value.under:
            raise _NoFormulaError
        last = self._product()
        if len(last.over) != 1 or last.under:
            raise _NoFormulaError
        first, end = value.over[-1][0], last.over[0][0]
        if not (first.isdigit() and end.isdigit() and int(first) < int(end)):
            raise _NoFormulaError
        between = tuple((str(number), 1) for number in range(int(first) + 1, int(end)))
        return _plus(value, _Value((*between, *last.over)))

    def _product(self) -> _Value:
        value = self._factor()
        while self._peek() in ("*", "/", "%", str(_HUNDRED)):
            sign = "*" if self._peek() == str(_HUNDRED) else self._take()
            if sign == "%":
                continue
            if sign == "*" and self._peek() == "%":
                continue
            other = self._factor()
            value = _multiplied(value, other) if sign == "*" else _divided(value, other)
        return value

    def _factor(self) -> _Value:
        token = self._take()
        if token == "(":
            value = self._sum()
            if self._take() != ")":
                raise _NoFormulaError
            return value
        if token == str(_HUNDRED):
            return _Value(constant=_HUNDRED)
        if not token or not token[0].isalnum():
            raise _NoFormulaError
        return _Value(((token, 1),))


def _times(value: _Value, by: int) -> _Value:
    return _Value(tuple((i, s * by) for i, s in value.over), value.under, value.constant * by)


def _plus(one: _Value, other: _Value) -> _Value:
    """The sum of two values; "5/4*100-100" is a change."""
    if one.under and not other.over and not other.under:
        scale = {abs(sign) for _, sign in one.over}
        if scale == {abs(other.constant)}:
            less = tuple((id_, sign * other.constant) for id_, sign in one.under)
            return _Value((*one.over, *less), one.under)
    if one.under or other.under:
        raise _NotWorkedOutError
    return _Value((*one.over, *other.over), (), one.constant + other.constant)


def _multiplied(one: _Value, other: _Value) -> _Value:
    for value, by in ((one, other), (other, one)):
        if by.constant and not by.over and not by.under:
            return _times(value, by.constant)
    raise _NotWorkedOutError


def _divided(one: _Value, other: _Value) -> _Value:
    if one.under or other.under or one.constant or other.constant or not one.over or not other.over:
        raise _NotWorkedOutError
    return _Value(one.over, other.over)
