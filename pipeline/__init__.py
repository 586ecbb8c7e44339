"""Files, processes, the registry and the screen; in Python: `extract`, `ingest`, `Registry`."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.extraction import extract
    from pipeline.ingest import ingest
    from pipeline.registry import Registry

__all__ = ["Registry", "extract", "ingest"]


class _Package(ModuleType):
    """Imports the interface when it is first used: `import pipeline` must cost nothing.

    Properties, because the module `pipeline.ingest` would otherwise take the function's place once imported.
    """

    @property
    def extract(self) -> Any:
        from pipeline.extraction import extract

        return extract

    @property
    def ingest(self) -> Any:
        from pipeline.ingest import ingest

        return ingest

    @ingest.setter
    def ingest(self, module: ModuleType) -> None:
        """The import system's assignment of the submodule; `sys.modules` keeps it."""

    @property
    def Registry(self) -> Any:  # noqa: N802
        from pipeline.registry import Registry

        return Registry


sys.modules[__name__].__class__ = _Package
