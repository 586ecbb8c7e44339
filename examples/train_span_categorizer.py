"""Trains a span categorizer of spaCy on the documents of a folder, by way of a registry and its export.

python examples/train_span_categorizer.py [FOLDER | --db REGISTRY] [--out FOLDER] [--steps 400]
"""

# %% [markdown]
# # A model of spaCy that marks references
#
# Ingest, export, train, look at what it learnt, use it. No model is downloaded; the specimens take about two
# minutes on two processors.

# %%
from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import spacy
from opening import HERE, parser, registry_of, run
from spacy.cli.train import train
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from pipeline import Registry
from pipeline.export import run as export_all

NAME = "train_span_categorizer"
GROUP = "references"
SENTENCE = (
    "Thực hiện Quyết định số 318/QĐ-UBND ngày 04/3/2026 của Ủy ban nhân dân tỉnh và Công văn số 77/SNV-CCVC, "
    "Sở Tài chính báo cáo đạt 78,7% kế hoạch."
)

# %% [markdown]
# ## Hand the documents on to spaCy
# What the model learns are the references that vanthu found by rules. Documents are divided, not sentences:
# of a document that the model is tested on it has learnt no part.


# %%
def export(database: Path, folder: Path) -> None:
    """Write what `spacy train` needs into `folder`, and say what it is."""
    with Registry(database) as registry:
        written = export_all(registry, folder, ["spacy"], "en")["spacy"]
    for english, _ in written.notes:
        print(english)
    statement = json.loads((folder / "spacy.json").read_text(encoding="utf-8"))
    for side in ("train", "dev"):
        paragraphs, labels = statement[side]["paragraphs"], statement["groups"][GROUP][side]
        print(f"  {side}: {paragraphs} paragraphs, {labels}")


# %% [markdown]
# ## Train
# The same as `spacy train config.cfg --output model`, typed in that folder.


# %%
def trained(folder: Path, steps: int) -> Language:
    """The model after so many steps."""
    overrides = {
        "paths.train": str(folder / "train.spacy"),
        "paths.dev": str(folder / "dev.spacy"),
        "vars.group": GROUP,
        "training.max_steps": steps,
        "training.eval_frequency": min(100, steps),
    }
    train(folder / "config.cfg", folder / "model", overrides=overrides)
    return spacy.load(folder / "model" / "model-last")


# %% [markdown]
# ## How good is it?
# On the documents that it has not seen, by label: the share of its marks that are right, and the share of the
# references that it found. Right is what the rules found there, and they err too: this tells how well the
# model imitates them.


# %%
def marks(doc: Doc, label: str | None) -> set[tuple[int, int, str]]:
    """The references of a Doc with this label, or with any."""
    spans = (span for span in doc.spans.get(GROUP, ()) if label in (None, span.label_))
    return {(span.start_char, span.end_char, span.label_) for span in spans}


def evaluate(nlp: Language, folder: Path) -> None:
    """Print precision and recall on the documents kept back."""
    truth = list(DocBin().from_disk(folder / "dev.spacy").get_docs(nlp.vocab))
    found = list(nlp.pipe(doc.text for doc in truth))
    for label in (*json.loads((folder / "labels.json").read_text(encoding="utf-8"))[GROUP], None):
        pairs = [(marks(gold, label), marks(guess, label)) for gold, guess in zip(truth, found, strict=True)]
        right = sum(len(wanted & given) for wanted, given in pairs)
        wanted, given = (sum(len(pair[side]) for pair in pairs) for side in (0, 1))
        precision = f"{right / given:.2f}" if given else "   -"
        recall = f"{right / wanted:.2f}" if wanted else "   -"
        print(f"  {label or 'all':10} precision {precision}  recall {recall}  of {wanted}")


# %% [markdown]
# ## From end to end


# %%
def main(typed: Sequence[str]) -> None:
    """Read, export, train, evaluate, and mark a sentence that nobody has read."""
    options = parser(__doc__.splitlines()[0], HERE.parent / "corpus")
    options.add_argument("--steps", type=int, default=400, help="How long to train.")
    given = options.parse_args(typed)
    folder = given.out / NAME
    folder.mkdir(parents=True, exist_ok=True)
    export(registry_of(given), folder)
    nlp = trained(folder, given.steps)
    print("On documents that it has not seen:")
    evaluate(nlp, folder)
    print(SENTENCE)
    doc = nlp(SENTENCE)
    for span in doc.spans[GROUP]:
        print(f"  {span.label_}: {span.text}")
    if not doc.spans[GROUP]:
        print("  no reference found")
    print(f"Wrote {folder / 'model' / 'model-last'}.")


if __name__ == "__main__":
    run(main)
