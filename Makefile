# Every target sets up what it needs by itself.
.DEFAULT_GOAL := help
.NOTPARALLEL:

PORT ?= 8000
SITE_PORT ?= 8001
HEADED ?=
# The commit whose pictures `looks-changed` compares with.
BASE ?= main
# Stories to simulate, from which seed.
FROM ?=
STORIES ?= 10000
# Browser tests that run side by side; a browser to look at shows one.
WORKERS ?= $(if $(filter-out 0,$(HEADED)),0,2)

BIN := $(CURDIR)/.venv/bin
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
SCHEMA := widget/src/app/protocol/schema.json
export PATH := $(BIN):$(PATH)
export HEADED

.PHONY: help
help: ## show this
	@sed -nE 's/^([a-z0-9-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

.PHONY: demo
demo: ## run the backend and a demo clinic (PORT=8000 SITE_PORT=8001)
	@.ci/setup demo
	@exec $(BIN)/waitside demo --port $(PORT) --site-port $(SITE_PORT)

.PHONY: setup
setup:
	@.ci/setup test

.PHONY: test
test: ## everything; ends with what each part took and its budget
	+@.ci/test

.PHONY: check
check: setup protocol-check ## formatting, lint, types, import rules, generated files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	cd widget && npm run --silent check

.PHONY: protocol-check
protocol-check: setup
	@$(BIN)/python -m waitside.protocol.export | cmp --silent - $(SCHEMA) || { echo "$(SCHEMA) is stale: run \`make protocol\`." >&2; exit 1; }
	@cd widget && npm run --silent protocol:check

.PHONY: unit
unit: setup ## the backend's tests
	$(BIN)/pytest tests -p no:playwright --numprocesses 2

.PHONY: widget
widget: setup ## the widget's tests
	cd widget && npm run --silent test

.PHONY: e2e
e2e: setup ## the browser tests (HEADED=1 shows the browser)
	$(BIN)/pytest e2e --numprocesses $(WORKERS) --dist worksteal

.PHONY: soak
soak: setup ## the long runs: kills, faults, hostile clients, properties, fuzzing (about three hours)
	$(BIN)/python -m tests.soak.hostile
	WAITSIDE_EXAMPLES=10000 $(BIN)/pytest tests/waiting_room/test_any_order.py -p no:playwright
	cd widget && WAITSIDE_EXAMPLES=10000 npm run --silent test -- src/app/delivery/channel.property.test.ts
	WAITSIDE_EXAMPLES=100000 $(BIN)/pytest tests/live/test_any_frame.py -p no:playwright
	$(BIN)/python -m e2e.soak kills --count 100
	$(BIN)/python -m e2e.soak faults --count 200

.PHONY: simulate
simulate: setup ## stories from seeds: the server and many pages under a virtual clock (FROM=a random seed, STORIES=10000)
	$(BIN)/python -m tests.simulator $(if $(FROM),--from $(FROM)) --stories $(STORIES)

.PHONY: simulate-defects
simulate-defects: setup ## how many stories find each of the defects in tests/simulator/defects/
	$(BIN)/python -m tests.simulator.defects

.PHONY: prove-private
prove-private: setup ## a whole session, and a search of all that the server has for names, words and secrets; writes a report
	$(BIN)/python -m e2e.privacy

.PHONY: bench
bench: setup ## the relay beside other servers that do the same; renews docs/performance.md (two quiet cores, 20 minutes)
	$(BIN)/python -m tests.bench --json test-results/relay.json --document

.PHONY: bench-quick
bench-quick: setup ## the same, roughly: messages and CPU time for each (a minute; JSON=FILE keeps all readings)
	$(BIN)/python -m tests.bench --quick $(if $(JSON),--json $(JSON))

.PHONY: growth
growth: setup ## how costs grow with pages, patients, rooms and departures; renews docs/performance.md (three minutes)
	$(BIN)/python -m tests.bench.growth --document

.PHONY: profile
profile: setup ## where the server's time goes under load, as a flame graph and a table (PART=relay or arrivals)
	$(BIN)/python -m tests.bench.profile $(if $(PART),--part $(PART))

.PHONY: clicks
clicks: setup ## how many clicks a provider with twelve patients needs, and how long they take (two minutes)
	$(BIN)/python -m e2e.clicks

.PHONY: page-cost
page-cost: setup ## what the tag costs the page that it is on, and how soon after a click one can type (five minutes)
	$(BIN)/python -m e2e.page_cost

.PHONY: bench-pages
bench-pages: setup ## a provider's page with 200 patients and a conversation of 5,000 messages, on a slow computer (ten minutes)
	$(BIN)/python -m e2e.speed

.PHONY: format
format: setup ## format everything
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	cd widget && npm run --silent format

.PHONY: protocol
protocol: setup ## renew what is generated from the protocol's structs
	$(BIN)/python -m waitside.protocol.export > $(SCHEMA).new
	mv $(SCHEMA).new $(SCHEMA)
	cd widget && npm run --silent protocol

.PHONY: build
build: ## build the widget
	@.ci/setup demo

.PHONY: screenshots
screenshots: setup ## take the pictures in docs/images again
	$(BIN)/python -m e2e.screenshots

.PHONY: looks
looks: setup ## take the pictures and accessibility trees that the views are compared with again
	$(BIN)/python -m e2e.looks

.PHONY: looks-changed
looks-changed: setup ## compare all looks of all views with those of a commit (BASE=main; about five minutes)
	$(BIN)/python -m e2e.looks.changed $(BASE)

.PHONY: lock
lock: ## renew the locks of Python packages (needs uv)
	@command -v uv > /dev/null || { echo "make lock needs uv: pipx install uv" >&2; exit 1; }
	$(LOCK) pyproject.toml --output-file requirements.lock
	$(LOCK) --group build --output-file requirements-build.lock
	$(LOCK) --group node --output-file requirements-node.lock
	$(LOCK) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock

.PHONY: clean
clean: ## remove everything that was built or installed here
	rm -rf .venv .cache .*_cache dist backend/waitside/web/static widget/node_modules tests/bench/node/node_modules
	find backend demo_site e2e tests widget -name __pycache__ -prune -exec rm -rf {} +
