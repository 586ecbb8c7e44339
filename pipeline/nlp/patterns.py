"""Patterns of bodies and task cues as JSON lines, the form of spaCy's rulers; made of the rules, or edited.

One object a line: `label` is "body" or "cue", `pattern` a phrase or a list of spaCy's token patterns, `id`
what it stands for (a body's letters, the kind of a cue), which may be left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from extractors.rulebook import Rulebook
from pipeline.errors import UsageError

Pattern: TypeAlias = dict[str, Any]
GROUPS = {"body": "bodies", "cue": "cues"}
"""The labels, each with the group of `doc.spans` that its matches go to."""


def patterns_of(rules: Rulebook) -> Iterator[Pattern]:
    """The patterns of a rulebook: every spelling of its bodies, then the cues that assign work."""
    seen: set[tuple[str, str]] = set()
    for body in rules.bodies:
        names = (name.split(" {")[0] for name in body.name.split(" | "))
        for phrase in (*names, *body.aliases):
            if phrase and "{" not in phrase and ("body", phrase) not in seen:
                seen.add(("body", phrase))
                yield {"label": "body", "pattern": phrase, "id": body.letters}
    for row in rules.tables["task_cues"]:
        if ("cue", row["words"]) not in seen:
            seen.add(("cue", row["words"]))
            yield {"label": "cue", "pattern": row["words"], "id": row["kind"]}


def lines_of(rules: Rulebook) -> Iterator[str]:
    """The same, a JSON object a line."""
    return (json.dumps(pattern, ensure_ascii=False) + "\n" for pattern in patterns_of(rules))


def read_patterns(path: Path) -> list[Pattern]:
    """The patterns of a JSONL file; blank lines are passed over.

    Raises:
        UsageError: the file cannot be read, or a line is no pattern; the message names line and reason.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"The patterns {path} cannot be read: {reason}.", f"Không đọc được tệp mẫu {path}: {reason}."
        ) from error
    found = [_read(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not found:
        raise UsageError(f"{path} holds no pattern.", f"{path} không có mẫu nào.")
    return found


def _read(path: Path, number: int, line: str) -> Pattern:
    try:
        made = json.loads(line)
    except json.JSONDecodeError as error:
        raise _refused(path, number, f"no JSON ({error.msg})", f"không phải JSON ({error.msg})") from error
    if not isinstance(made, dict):
        raise _refused(path, number, "no JSON object", "không phải đối tượng JSON")
    if made.get("label") not in GROUPS:
        labels = " / ".join(GROUPS)
        raise _refused(path, number, f"`label` must be {labels}", f"`label` phải là {labels}")
    pattern, unknown = made.get("pattern"), sorted(made.keys() - {"label", "pattern", "id"})
    if unknown:
        raise _refused(path, number, f"`{unknown[0]}` is not known", f"không có mục `{unknown[0]}`")
    words = isinstance(pattern, str) and pattern.strip()
    tokens = isinstance(pattern, list) and pattern and all(isinstance(one, dict) for one in pattern)
    if not words and not tokens:
        raise _refused(
            path, number, "`pattern` must be words or a list of token patterns",
            "`pattern` phải là cụm từ hoặc danh sách mẫu từ",
        )  # fmt: skip
    if not isinstance(made.get("id", ""), str):
        raise _refused(path, number, "`id` must be words", "`id` phải là chuỗi chữ")
    return made


def _refused(path: Path, number: int, english: str, vietnamese: str) -> UsageError:
    return UsageError(f"{path}, line {number}: {english}.", f"{path}, dòng {number}: {vietnamese}.")
