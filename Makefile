# Two commands on a fresh machine: `make demo` and `make test`. Everything they need, they install.
.DEFAULT_GOAL := help
PY := .venv/bin/python
HOME_FOLDER ?= var/demo
WORKERS ?= 3

PROVE = prove-clothes prove-mutations prove-standing prove-decisions prove-delivery prove-store
.PHONY: $(PROVE) help install demo test check format docs screenshots bench prove-clothes lock

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install:  ## .venv from requirements.lock, and a Chromium
	@deploy/install.sh environment browser

demo: install  ## one whole patrol over the practice country (KEEP=1 leaves it running)
	@$(PY) -m flows.cli demo --home $(HOME_FOLDER) $(if $(KEEP),--keep-running)

test: install  ## the whole test suite
	@deploy/install.sh postgresql office
	@$(PY) -m pytest -m "not slow" -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: install  ## format, lint, types, import contracts, generated docs
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports
	@$(PY) -m reports.rules.catalogue --check

format:  ## rewrite what `check` would complain about
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

docs: install  ## rewrite the generated pages
	@$(PY) -m reports.rules.catalogue > docs/rules.md

screenshots: install  ## the README's pictures, from a demo left running (make demo KEEP=1)
	@PYTHONPATH=. $(PY) deploy/screenshots.py $(HOME_FOLDER) docs/images

bench: install  ## the longer proofs, with figures (docs/benchmarks.md)
	@$(PY) -m pytest -m slow -s $(ARGS)

prove-clothes: install  ## random reports in every layout and file type, read back cell by cell
	@$(PY) -m pytest -m slow tests/reports/clothes $(ARGS)

prove-mutations: install  ## from a correct report one thing changed, over a thousand times: the right rule speaks
	@$(PY) -m pytest -m slow tests/reports/mutation $(ARGS)

prove-standing: install  ## random seasons of looks, decisions and clock steps (PROVE_SEASONS=100: fewer), and ten thousand portals
	@$(PY) -m pytest -m slow -s tests/reports/test_portals.py tests/reports/seasons $(ARGS)

prove-decisions: install  ## the form in Prefect's UI, filled in by a real browser (CHUNXUN_PICTURES=folder: pictures)
	@$(PY) -m pytest -m slow -s tests/flows/test_decide.py $(ARGS)

prove-delivery: install  ## the sender killed 60 times under a faulty mail server, on both databases (PROVE_OFFICES=500 PROVE_DAYS=60: full size)
	@deploy/install.sh postgresql
	@$(PY) -m pytest -m slow -s tests/flows/delivery $(ARGS)

prove-store: install  ## six processes write 2,000 times each into one store, on both databases
	@deploy/install.sh postgresql
	@$(PY) -m pytest -m slow -s tests/models/crowd $(ARGS)

lock: install  ## resolve anew: pins and hashes, no addresses
	@.venv/bin/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --universal \
	  --python-version 3.11 --extra demo pyproject.toml -o requirements.lock
	@.venv/bin/uv pip compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --universal \
	  --python-version 3.11 --extra demo --extra ocr --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	@printf 'onnxruntime>=1.20\nrapidocr>=3.9\n' | .venv/bin/uv pip compile -q --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --universal --python-version 3.11 -c requirements-dev.lock - -o requirements-ocr.lock
