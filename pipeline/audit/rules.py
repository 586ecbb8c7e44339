"""The audit's rules on the user's side: a rule by the name that was typed, its title and its advice.

A rule has the severity of its column `severity`; where the words may be read another way a finding has the
gentler one of `lenient` (empty: the same).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from extractors.audit.wording import audit_rules
from extractors.rulebook import Rulebook
from pipeline.errors import UsageError
from pipeline.search_text import squeeze

LISTED = 6


def rule_name(typed: str, rules: Rulebook) -> str:
    """The rule that was typed by its name or its title in either language; diacritics may be left out.

    Raises:
        UsageError: there is no such rule; the message lists candidates.
    """
    known = audit_rules(rules)
    forms = {name: name for name in known}
    for name, row in known.items():
        forms |= {squeeze(row["vietnamese"]): name, squeeze(row["english"]): name}
    wanted = squeeze(typed)
    found = forms.get(wanted.replace("-", "_").replace(" ", "_")) or forms.get(wanted)
    if found is None:
        near = {forms[form]: None for form in get_close_matches(wanted, forms, LISTED, 0.6)}
        asked = ("Did you mean:", "Có phải ý bạn là:") if near else ("The rules are:", "Các quy tắc:")
        english, vietnamese = (_listed(near or known, known, column) for column in ("english", "vietnamese"))
        raise UsageError(
            f'There is no audit rule "{typed}". {asked[0]}{english}',
            f"Không có quy tắc rà soát “{typed}”. {asked[1]}{vietnamese}",
        )
    return found


def _listed(names: Iterable[str], known: Mapping[str, Mapping[str, str]], column: str) -> str:
    """Names of rules with their titles, one a line."""
    shown = list(names)
    wide = max(map(len, shown))
    return "".join(f"\n  {name:<{wide}}  {known[name][column]}" for name in shown)


def title(rule: str, rules: Rulebook, lang: str) -> str:
    """What a rule is about, in "vi" or "en"; the name of one that the rules do not have any more."""
    return _text(rule, rules, "vietnamese" if lang == "vi" else "english") or rule


def advice(rule: str, rules: Rulebook, lang: str) -> str:
    """What to do about findings of a rule, in "vi" or "en"."""
    return _text(rule, rules, f"advice_{lang}")


def _text(rule: str, rules: Rulebook, column: str) -> str:
    row = audit_rules(rules).get(rule)
    return row[column] if row is not None else ""
