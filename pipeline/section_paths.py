"""How the registry writes the path of a section in one value: "II / 1 / a"."""

from __future__ import annotations

from collections.abc import Sequence

_JOINT = " / "


def joined(section: Sequence[str]) -> str | None:
    """The labels of a section, outermost first, as one value; None outside of every section."""
    return _JOINT.join(section) or None


def labels(path: str | None) -> tuple[str, ...]:
    """The labels of a section that `joined` wrote; no label holds a slash."""
    return tuple(path.split(_JOINT)) if path else ()
