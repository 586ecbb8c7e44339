"""The tokenizer of official text for spaCy: symbols, dates, figures and abbreviations stay whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy
import srsly
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from extractors.tokens import TokenGrammar, token_grammar
from pipeline.errors import UsageError
from pipeline.reading import rulebook

if TYPE_CHECKING:
    from spacy.language import Language

NAME = "vanthu.official_tokenizer.v1"


class OfficialTokenizer:
    """Makes a Doc of any text; `doc.text` is the text itself, to the character.

    `rules` is a folder of a user's own rules that is put in front of the program's; of these the tables
    `abbreviations`, `provinces`, `bodies` and `doc_types` count here. A saved pipeline keeps the folder's
    path, not its rows.
    """

    def __init__(self, vocab: Vocab, rules: str | None = None) -> None:
        self.vocab, self.rules = vocab, rules
        self._grammar: TokenGrammar | None = None

    @property
    def grammar(self) -> TokenGrammar:
        """The grammar of tokens, made when it is first needed.

        Raises:
            UsageError: the folder of rules is not there or cannot be used.
        """
        if self._grammar is None:
            self._grammar = token_grammar(rulebook(Path(self.rules) if self.rules else None))
        return self._grammar

    def __call__(self, text: str) -> Doc:
        """The tokens of a text.

        Raises:
            UsageError: the text holds half a character (a lone surrogate), which no file can hold either.
        """
        tokens = list(self.grammar.tokens(text))
        try:
            return Doc(self.vocab, words=[word for word, _ in tokens], spaces=[space for _, space in tokens])
        except UnicodeEncodeError as error:
            raise UsageError(
                f"The text holds half a character at {error.start} of a token; read it as UTF-8 again, "
                'or replace it: text.encode("utf-8", "replace").decode().',
                f"Văn bản có nửa ký tự ở vị trí {error.start} của một từ; hãy đọc lại theo UTF-8, "
                'hoặc thay bằng: text.encode("utf-8", "replace").decode().',
            ) from error

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterable[Doc]:
        """The Docs of many texts, one after the other."""
        return map(self, texts)

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """What a saved pipeline keeps: the path of the user's own rules."""
        data: bytes = srsly.msgpack_dumps({"rules": self.rules})
        return data

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> OfficialTokenizer:
        """The tokenizer set to what `to_bytes` kept."""
        self.rules, self._grammar = srsly.msgpack_loads(data)["rules"], None
        return self

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Write what `to_bytes` gives into a file."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> OfficialTokenizer:
        """The tokenizer set to what `to_disk` wrote."""
        return self.from_bytes(Path(path).read_bytes())

    def __reduce__(self) -> tuple[Any, ...]:
        return OfficialTokenizer, (self.vocab, self.rules)


@registry.tokenizers(NAME)
def official_tokenizer(rules: str | None = None) -> Callable[[Language], OfficialTokenizer]:
    """The tokenizer as a config names it: `{"@tokenizers": "vanthu.official_tokenizer.v1"}`."""

    def make(nlp: Language) -> OfficialTokenizer:
        return OfficialTokenizer(nlp.vocab, rules)

    return make


def blank(rules: Path | str | None = None) -> Language:
    """An empty Vietnamese pipeline with this tokenizer; no model and no other segmenter is needed."""
    chosen = {"@tokenizers": NAME, "rules": str(rules) if rules else None}
    return spacy.blank("vi", config={"nlp": {"tokenizer": chosen}})
