# Xuefen: every target has a line of its own in `make help`; CI calls only these targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready-$(shell cat requirements-dev.txt Makefile 2>/dev/null | cksum | cut -d' ' -f1)
FONTS := .cache/fonts/.ready
# The web client: node comes with the Python environment, so that no other one is needed.
NPM = PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix web
MODULES := web/node_modules/.ready
CONTRACT := web/src/contract.ts
LABELS := web/src/labels.ts
CLIENT := chalicelib/web/index.html
CLIENT_FILES = web/index.html web/vite.config.ts web/engines.mjs web/first_page.mjs web/tsconfig.json $(shell find web/src -type f ! -name contract.ts ! -name labels.ts 2>/dev/null)
DECLARED = local/contract.py $(shell find chalicelib -name "*.py") $(wildcard chalicelib/law/forms/*.toml)
WORDS = local/words.py $(wildcard local/rules_page/*.py chalicelib/*/rules/*.py chalicelib/access/*.py chalicelib/law/forms/*.toml)
# What a part of tests/release is played with lies beside the product's environment, not in it.
KEPT := .cache/release
PART := $(or $(ONLY),*)
WITH_NODE = $(patsubst tests/release/%/package-lock.json,$(KEPT)/%/node_modules/.ready,$(wildcard tests/release/$(PART)/package-lock.json))
WITH_PYTHON = $(patsubst tests/release/%/requirements.txt,$(KEPT)/%/python/.ready,$(wildcard tests/release/$(PART)/requirements.txt))
# What pytest makes of the tests is kept from run to run, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE
export PORT ?= 8000
STAGE ?= dev
LAYERS = --no-cache
COMPILE := -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate
REGIONS := cn-north-1 cn-northwest-1 us-east-1
export XUEFEN_FONTS ?= $(CURDIR)/.cache/fonts

# The functions' Python, whichever one the environment of developing has (docs/decisions/0066).
RUNTIME := $(shell sed -n 's/^RUNTIME = "\(.*\)"/\1/p' deploy/runtime.py)
LAMBDA := .cache/lambda-$(RUNTIME)

.PHONY: help setup web law run admin audit-verify mended resync migrate signing-key reissue test check style compiled web-types unit quick quick-unit slow release answers torture altered large kept-store mutants bench docs functions pictures drawn lock package deploy secret cold-start clean

help:  ## list every target
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(READY) $(FONTS)  ## make the environment and fetch the fonts

$(READY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要Python 3.11或更高版本 (Python 3.11 or newer is needed)"; exit 1; }
	@echo "· making the Python environment (.venv) …"
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv || { echo "venv缺失：Debian请先运行 apt-get install python3-venv (python3-venv is missing)"; rm -rf .venv; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check uv==0.13.9
	@VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements-dev.txt
	@rm -f .venv/.ready-*; touch $@

$(FONTS): $(READY)
	@$(BIN)/python -m local.fonts

web: $(CLIENT)  ## build the web client into chalicelib/web, if anything changed

$(MODULES): $(READY) web/package-lock.json web/.npmrc
	@echo "· installing the web client's packages …"
	@$(NPM) ci --silent
	@touch $@

$(LABELS): $(READY) $(WORDS)
	@$(BIN)/python -m local.words $@
	@touch $@

$(CONTRACT): $(MODULES) $(DECLARED) | $(LABELS)
	@$(BIN)/python -m local.contract web/openapi.json
	@$(NPM) run --silent contract >/dev/null
	@touch $@

$(CLIENT): $(CONTRACT) $(LABELS) $(CLIENT_FILES)
	@echo "· building the web client …"
	@$(NPM) run --silent build

run: setup law web  ## start the local cloud, play the year 2020, stay up at http://127.0.0.1:$PORT
	@exec $(BIN)/python -m local

admin: $(READY)  ## make SUB=… the first administrator of a deployment (README.md)
	@$(BIN)/python -m chalicelib.staff.commands.first_administrator "$(SUB)"

audit-verify: $(READY)  ## verify the audit archive of a deployment; WITH="--tables" the tables as well (docs/operations.md)
	@$(BIN)/python -m chalicelib.audit.commands.audit_verify $(WITH)

mended: $(READY)  ## list the years of a deployment that a mend of a figure concerns (docs/operations.md)
	@$(BIN)/python -m chalicelib.upkeep.commands.mended_years

resync: $(READY)  ## look again at every year of a deployment, after a restore (docs/operations.md)
	@$(BIN)/python -m chalicelib.upkeep.commands.resync

migrate: $(READY)  ## bring what earlier versions stored to the shape of now; WITH=--list which are applied (docs/operations.md)
	@$(BIN)/python -m chalicelib.upkeep.commands.migrate $(WITH)

signing-key: $(READY)  ## list, publish, rotate or revoke the keys that sign; WITH="publish certificates --key … --chain …" (docs/operations.md)
	@$(BIN)/python -m chalicelib.certificates.commands.signing_key $(WITH)

reissue: $(READY)  ## issue anew what the revoked key WITH=KID has signed (docs/operations.md)
	@$(BIN)/python -m chalicelib.certificates.commands.reissue $(WITH)

# Types are looked at on one processor while the other one fetches fonts and builds the client.
test: $(READY)  ## everything CI checks: style, types, layers, all tests
	@$(MAKE) --no-print-directory -j 2 --output-sync=target check setup law compiled web
	@$(MAKE) --no-print-directory unit

check: style web-types  ## ruff, mypy --strict, import contracts, the web client's types

style: $(READY)  ## ruff, mypy --strict, import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports $(LAYERS)

# While packages are fetched, so that not each process of the tests does it by itself.
compiled: $(READY)  ## collect the tests, so that what Python makes of them is there
	@$(BIN)/python -m pytest -q --collect-only >/dev/null

web-types: $(CONTRACT) $(LABELS)  ## the web client's types and style
	@$(NPM) run --silent check

# Three on two processors: browsers and emulators are waited for.
unit: setup law web  ## all tests, in processes
	@$(BIN)/python -m pytest -n 3 --dist loadfile

quick: setup law web  ## style, types, layers, and the tests that are quick and need neither emulator, browser nor bundle
	@$(MAKE) --no-print-directory -j 2 --output-sync=target check quick-unit LAYERS=

quick-unit: setup law web  ## the quick tests alone
	@$(BIN)/python -m pytest -n 2 --dist loadfile --quick

slow: setup web  ## measure all tests and write down anew which are slow (tests/slow.txt)
	@$(BIN)/python -m pytest -n 2 --dist loadfile --tell-slow

release: setup law web $(WITH_NODE) $(WITH_PYTHON) $(if $(filter-out runtime,$(ONLY)),,$(LAMBDA)/.ready)  ## before every release: other people's software on the interface, recipes, 1,200 histories; ONLY=clients a part of it
	@$(BIN)/python -m pytest tests/release$(if $(ONLY),/$(ONLY))
	@$(if $(ONLY),,XUEFEN_NAMES_ONE_OF=1 $(BIN)/python -m pytest tests/certificates/test_pictures.py)
	@$(if $(ONLY),,$(BIN)/python -m tests.torture --histories 1200)

$(KEPT)/%/node_modules/.ready: tests/release/%/package-lock.json web/.npmrc | $(READY)
	@echo "· installing the packages of tests/release/$* …"
	@mkdir -p $(KEPT)/$* && cp tests/release/$*/package.json $< web/.npmrc $(KEPT)/$*
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix $(KEPT)/$* ci --silent
	@touch $@

$(KEPT)/%/python/.ready: tests/release/%/requirements.txt | $(READY)
	@echo "· making the Python environment of tests/release/$* …"
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(KEPT)/$*/python
	@VIRTUAL_ENV=$(CURDIR)/$(KEPT)/$*/python $(BIN)/uv pip install --quiet --require-hashes -r $<
	@touch $@

$(LAMBDA)/.ready: requirements-dev.txt deploy/runtime.py | $(READY)
	@echo "· making the environment of Python $(RUNTIME), on which the functions run …"
	@$(BIN)/uv venv --quiet --clear --python $(RUNTIME) $(LAMBDA) || { echo "没有Python $(RUNTIME)：请安装后再试 (Python $(RUNTIME) is missing)"; exit 1; }
	@VIRTUAL_ENV=$(CURDIR)/$(LAMBDA) $(BIN)/uv pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

answers: setup web  ## all tests, every answer of DynamoDB read by botocore's parser too (docs/decisions/0032)
	@$(BIN)/python -m pytest -n 2 --dist loadfile --every-answer

torture: setup  ## play HISTORIES=20000 random histories under faults; SEED=n plays one block again
	@$(BIN)/python -m tests.torture $(if $(SEED),--seed $(SEED),--histories $(or $(HISTORIES),20000))

altered: setup  ## alter every byte of a PDF's signature and 10,000 of the file: the offline verifier refuses each
	@$(BIN)/python -m tests.verifier

large: setup  ## import a file of ROWS=100000 with every kind of fault, people enrolling meanwhile, and account for every row
	@$(BIN)/python -u -m tests.large --rows $(or $(ROWS),100000)

kept-store: setup  ## keep a store as VERSION=… leaves it, which later versions must read (docs/operations.md)
	@$(BIN)/python -m tests.upkeep $(VERSION)

mutants: setup  ## take away each condition of a write, or with REFUSALS=plans,duties each refusal of these, and show which test notices
	@$(BIN)/python -m tests.mutants $(if $(ONLY),--only $(ONLY)) $(if $(REFUSALS),--refusals $(REFUSALS)) $(if $(TESTS),--tests $(TESTS))

bench: $(READY)  ## measure what docs/performance.md tells, but for what needs figures of its own (cold-start, bench.evening, bench.examinations); all of it, and fail where a target is missed
	@missed=; for each in answers paths lists statistics clock cut_off import_rows rosters provider_reports \
		reviewers render statement verifications bundle decision_to_pdf hot_keys cost; \
		do echo "· bench.$$each"; $(BIN)/python -m bench.$$each || missed="$$missed $$each"; done; \
		test -z "$$missed" || { echo "missed or failed:$$missed"; exit 1; }

law: $(READY)  ## read the forms and the years of the law, and say what is wrong with them, a line each
	@$(BIN)/python -m local.law_check

docs: law  ## write docs/rules.md anew from the policies and the code
	@$(BIN)/python -m local.rules_page

functions: $(READY)  ## write .chalice/config.json anew from the functions (chalicelib/platform/rules/functions.py)
	@$(BIN)/python -m deploy.functions

pictures: setup web  ## make the pictures of README anew of the running demonstration (needs Chromium)
	@$(BIN)/python -m local.pictures

drawn: setup  ## write down anew what the certificate's fonts can draw (chalicelib/platform/rules/drawn.toml)
	@cp $(XUEFEN_FONTS)/drawn.toml chalicelib/platform/rules/drawn.toml

lock: $(READY)  ## pin requirements*.in into requirements*.txt, what is deployed as it is tested
	@VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv pip compile $(COMPILE) requirements-dev.in -o requirements-dev.txt
	@for part in requirements requirements-render requirements-media; do VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv pip compile $(COMPILE) -c requirements-dev.txt $$part.in -o $$part.txt; done
	@for part in $(wildcard tests/release/*/requirements.in); do VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv pip compile $(COMPILE) $$part -o $${part%.in}.txt; done
	@for part in $(dir $(wildcard tests/release/*/package.json)); do (cd $$part && PATH="$(CURDIR)/$(BIN):$$PATH" npm install --package-lock-only --silent --userconfig $(CURDIR)/web/.npmrc); done

package: setup web $(LAMBDA)/.ready  ## write template, bundle and layer of STAGE=dev|prod into out/, as they are deployed
	@$(LAMBDA)/bin/python -m deploy --stage $(STAGE)
	@$(BIN)/cfn-lint --regions $(REGIONS) --template out/sam.json
	@echo "  out/sam.json is clean (cfn-lint: $(REGIONS))"

deploy: package  ## deploy STAGE by CloudFormation; BUCKET keeps the code (docs/operations.md)
	@test -n "$(BUCKET)" || { echo "BUCKET=… 缺失：存放代码包的S3桶 (name the S3 bucket that keeps the code)"; exit 1; }
	aws cloudformation package --template-file out/sam.json --use-json --s3-bucket $(BUCKET) --s3-prefix xuefen-$(STAGE) --output-template-file out/packaged.json
	$(BIN)/python -m json.tool --compact out/packaged.json out/deployed.json
	aws cloudformation deploy --template-file out/deployed.json --s3-bucket $(BUCKET) --s3-prefix xuefen-$(STAGE) --stack-name xuefen-$(STAGE) --capabilities CAPABILITY_IAM --no-fail-on-empty-changeset $(if $(PARAMETERS),--parameter-overrides $(PARAMETERS))

secret:  ## make the wrapped identity secret of STAGE, once (docs/operations.md)
	@aws kms generate-data-key-without-plaintext --key-spec AES_256 --encryption-context purpose=identity --query CiphertextBlob --output text --key-id "$$(aws cloudformation describe-stack-resource --stack-name xuefen-$(STAGE) --logical-resource-id DataKey --query StackResourceDetail.PhysicalResourceId --output text)"

cold-start: package  ## measure what importing each handler costs as packaged, beside the same without bytecode
	@$(LAMBDA)/bin/python -m bench.cold_start

clean:  ## forget the environment, caches and what was made
	@rm -rf .venv .cache out chalicelib/web web/node_modules web/openapi.json $(CONTRACT) $(LABELS) .mypy_cache .ruff_cache .pytest_cache .hypothesis
