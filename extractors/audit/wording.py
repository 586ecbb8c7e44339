"""Words a finding in Vietnamese and English with the templates of `rules/audit_rules.tsv`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from string import Formatter

from extractors.model import Finding, Severity, Verdict
from extractors.rulebook import Rulebook, RuleFileError

LANGUAGES = ("vi", "en")
EQUATION_SIGNS: Mapping[Verdict, str] = {Verdict.HOLDS: "=", Verdict.FAILS: "≠", Verdict.CANNOT_TELL: "?"}
"""What stands between the two sides of a check that is spelled out."""


@lru_cache(maxsize=4)
def audit_rules(rules: Rulebook) -> dict[str, Mapping[str, str]]:
    """The rows of the audit rules by the name of their rule; a user's row stands before the program's."""
    found: dict[str, Mapping[str, str]] = {}
    for row in rules.tables["audit_rules"]:
        found.setdefault(row["rule"], row)
    return found


def severity(rule: str, rules: Rulebook, lenient: bool = False) -> Severity:
    """How loud a finding of `rule` is; `lenient` where the text leaves room for another reading."""
    row = audit_rules(rules)[rule]
    return Severity(row["lenient"] if lenient and row["lenient"] else row["severity"])


def why(finding: Finding, rules: Rulebook, language: str = "vi") -> str:
    """What is wrong, in one sentence with the values of the finding filled in.

    Raises:
        RuleFileError: the template asks for a value that findings of this rule do not have.
    """
    template = audit_rules(rules)[finding.rule][f"why_{language}"]
    try:
        return Formatter().vformat(template, (), dict(finding.values))
    except KeyError as missing:
        raise RuleFileError(f"audit_rules.tsv: {finding.rule}: no value {missing} to fill in") from missing
