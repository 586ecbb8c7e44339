"""Says what may be meant by the first digits of a key that finds nothing, or too much."""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import get_close_matches

from pipeline.audit.findings import SHORT_KEY
from pipeline.errors import UnknownReferenceError
from pipeline.refs import LISTED
from pipeline.registry import Registry
from pipeline.tasks.rows import words_of

_SHOWN = 60  # characters of a candidate's words


def listed(candidates: Iterable[tuple[str, str, str]]) -> str:
    """Candidates (key, file, words), the first of them, one a line."""
    known = list(candidates)
    lines = [f"\n  {key[:12]}  {file}  {_cut(words)}" for key, file, words in known[:LISTED]]
    return "".join(lines) + (f"\n  … (+{len(known) - LISTED})" if len(known) > LISTED else "")


def _cut(words: str) -> str:
    one_line = words_of(words)
    return one_line if len(one_line) <= _SHOWN else f"{one_line[:_SHOWN]}…"


def set_aside(typed: str) -> UnknownReferenceError:
    """What to say of the key of what somebody said is no task."""
    return UnknownReferenceError(
        f'"{typed}" is the key of what somebody said is no task; take that back first.',
        f"“{typed}” là mã của một chỗ đã được đánh dấu không phải nhiệm vụ; hãy bỏ quyết định đó trước.",
    )


def several(registry: Registry, typed: str, ids: list[int]) -> UnknownReferenceError:
    """What to say where the keys of these tasks begin so."""
    lines = _lines(registry, ids)
    return UnknownReferenceError(
        f'"{typed}" begins the keys of {len(ids)} tasks; type more of one:{lines}',
        f"“{typed}” là phần đầu mã của {len(ids)} nhiệm vụ; hãy gõ dài hơn:{lines}",
    )


def unknown(registry: Registry, typed: str) -> UnknownReferenceError:
    """What to say where no key begins so."""
    rows = registry.query(
        "SELECT id, key FROM tasks WHERE copy_of IS NULL"
        " AND file_id NOT IN (SELECT id FROM files WHERE copy_of IS NOT NULL) ORDER BY id LIMIT 2000"
    )
    by_key = {str(row["key"])[:SHORT_KEY]: int(row["id"]) for row in rows}
    near = get_close_matches(typed.strip().casefold()[:SHORT_KEY], by_key, LISTED, 0.5)
    lines = _lines(registry, [by_key[key] for key in near] or list(by_key.values()))
    english = f'No task of the registry has a key that begins with "{typed}".'
    vietnamese = f"Trong sổ không có nhiệm vụ nào có mã bắt đầu bằng “{typed}”."
    if not by_key:
        return UnknownReferenceError(
            f"{english} There is no task; read the files first (vanthu ingest).",
            f"{vietnamese} Sổ chưa có nhiệm vụ nào; hãy đọc tệp trước (vanthu ingest).",
        )
    return UnknownReferenceError(f"{english} There are:{lines}", f"{vietnamese} Hiện có:{lines}")


def _lines(registry: Registry, ids: list[int]) -> str:
    rows = registry.query(
        "SELECT t.key, f.name, t.text FROM tasks t JOIN files f ON f.id = t.file_id"
        " WHERE t.id IN (SELECT value FROM json_each(?)) ORDER BY t.key",
        (json.dumps(ids),),
    )
    return listed((key, file, text) for key, file, text in rows)
