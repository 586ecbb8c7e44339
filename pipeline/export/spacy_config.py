"""The config with which `spacy train` learns a span categorizer from an export."""

from __future__ import annotations

CONFIG = """\
# Made by `vanthu export`. In this folder: spacy train config.cfg --output model
# What is learnt is a group of spans: references, statistics or tasks, chosen by --vars.group.
[paths]
train = "train.spacy"
dev = "dev.spacy"

[vars]
group = "references"

[system]
seed = 0
gpu_allocator = null

[nlp]
lang = "vi"
pipeline = ["tok2vec", "span_finder", "spancat"]
batch_size = 256

[nlp.tokenizer]
@tokenizers = "{tokenizer}"

[components]

[components.tok2vec]
factory = "tok2vec"

[components.tok2vec.model]
@architectures = "spacy.HashEmbedCNN.v2"
pretrained_vectors = null
width = 64
depth = 2
embed_size = 2000
window_size = 1
maxout_pieces = 3
subword_features = true

[components.span_finder]
factory = "span_finder"
spans_key = ${{vars.group}}
threshold = 0.3
min_length = 1
max_length = {longest}

[components.span_finder.model]
@architectures = "spacy.SpanFinder.v1"

[components.span_finder.model.scorer]
@layers = "spacy.LinearLogistic.v1"
nO = 2

[components.span_finder.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = ${{components.tok2vec.model.width}}

[components.spancat]
factory = "spancat"
spans_key = ${{vars.group}}
threshold = 0.5

[components.spancat.suggester]
@misc = "spacy.preset_spans_suggester.v1"
spans_key = ${{vars.group}}

[components.spancat.model]
@architectures = "spacy.SpanCategorizer.v1"

[components.spancat.model.reducer]
@layers = "spacy.mean_max_reducer.v1"
hidden_size = 128

[components.spancat.model.scorer]
@layers = "spacy.LinearLogistic.v1"

[components.spancat.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = ${{components.tok2vec.model.width}}

[corpora]

[corpora.train]
@readers = "spacy.Corpus.v1"
path = ${{paths.train}}

[corpora.dev]
@readers = "spacy.Corpus.v1"
path = ${{paths.dev}}

[training]
train_corpus = "corpora.train"
dev_corpus = "corpora.dev"
seed = ${{system.seed}}
gpu_allocator = ${{system.gpu_allocator}}
dropout = 0.1
patience = 0
max_steps = 400
eval_frequency = 100
annotating_components = ["span_finder"]

[training.score_weights]
spans_references_f = 1.0
spans_statistics_f = 1.0
spans_tasks_f = 1.0
spans_sc_f = null
spans_sc_p = null
spans_sc_r = null

[training.batcher]
@batchers = "spacy.batch_by_words.v1"
size = 1000
tolerance = 0.2
discard_oversize = false

[training.optimizer]
@optimizers = "Adam.v1"
learn_rate = 0.001
"""


def config(tokenizer: str, longest: int) -> str:
    """The config for a tokenizer by its name in spaCy's registry; a span has `longest` tokens at most."""
    return CONFIG.format(tokenizer=tokenizer, longest=longest)
