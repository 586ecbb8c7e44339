# Everything a newcomer needs: `make run` and `make test` on a machine with Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)

.PHONY: run test check score bench charts screenshots clean

run: $(VENV)/.installed
	$(BIN)/vanthu ingest corpus --db out/registry.db

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

check: $(VENV)/.installed-dev
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/vanthu rules check

score: $(VENV)/.installed
	$(BIN)/python benchmarks/score.py
	$(BIN)/python benchmarks/follow_ups.py
	$(BIN)/python benchmarks/letters.py --least 0.985
	$(BIN)/python benchmarks/scans.py

bench: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/text.py
	$(BIN)/python benchmarks/spacy_tokenizer.py
	$(BIN)/python benchmarks/pdf.py
	$(BIN)/python benchmarks/office.py
	$(BIN)/python benchmarks/mixed.py
	$(BIN)/python benchmarks/ingest.py
	$(BIN)/python benchmarks/audit.py
	$(BIN)/python benchmarks/graph.py
	$(BIN)/python benchmarks/tasks_joining.py
	$(BIN)/python benchmarks/copies.py
	$(BIN)/python benchmarks/web.py
	$(BIN)/python benchmarks/highlighting.py
	$(BIN)/python benchmarks/exporting.py
	$(BIN)/python benchmarks/json_lines.py

charts: run
	$(BIN)/vanthu --lang en graph 634/QĐ-UBND --output docs/citation-chart.en.svg
	$(BIN)/vanthu --lang vi graph 634/QĐ-UBND --output docs/citation-chart.vi.svg

screenshots: run $(VENV)/.installed-dev
	$(BIN)/python docs/screenshots.py out/registry.db

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(p, ignore_errors=True) for p in ('$(VENV)', 'build', 'dist')]"

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e ".[all]"
	$(BIN)/python -c "open('$@', 'w').close()"

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet -e ".[all,dev]"
	$(BIN)/python -c "open('$@', 'w').close()"
