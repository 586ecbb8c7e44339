"""What a part of the audit is, and what it hands back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from extractors.model import Check, Document, Facts, Finding


@dataclass(slots=True)
class Audit:
    """Checks and findings while they are collected."""

    checks: list[Check] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def extend(self, other: Audit) -> None:
        """Add all that another part of the audit came to."""
        self.checks += other.checks
        self.findings += other.findings


Part = Callable[[Document, Facts], Audit]
