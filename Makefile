# Everything a newcomer needs: `make demo` to see it work, `make test` to check a change.
# Stamp files in .venv make a second run quick; a changed lock file makes the next run install again.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
BUILD := build
# Parallel test processes; `make test JOBS=8` on a larger machine.
JOBS ?= 2
PYTHON ?= $(shell for candidate in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$candidate; break; }; done)

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --group build
SYNC := $(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes
# The project itself: its dependencies and its build tools are already there, pinned.
INSTALL_SELF := $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .

# Where Python is told to write no bytecode, every start would compile all modules anew.
COMPILE_SELF := $(BIN)/python -m compileall -q src

.PHONY: help demo test lint unit bench docs catalogues screenshots examples lock clean

help: ## 列出可用的命令
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

demo: $(VENV)/.core ## 安装并核对示例预算，打印报告并生成网页报告
	@bash tools/demo.sh $(BIN) $(BUILD)/demo

test: $(VENV)/.dev $(VENV)/.system lint unit ## 全部检查：格式、类型、分层、测试

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/.dev
	$(BIN)/pytest -q -n $(JOBS)
	@bash tools/test-postgresql.sh $(BIN) $(JOBS)

bench: $(VENV)/.dev ## 测量核对一份文件的时间与内存
	$(BIN)/python bench/check_cost.py

docs: $(VENV)/.dev ## 由代码生成 docs/rules.md 以及 docs/web.md、docs/corpus.md 中的表
	$(BIN)/python tools/make_rules_page.py
	$(BIN)/python tools/make_web_page.py
	$(BIN)/python tools/make_corpus_page.py

catalogues: $(VENV)/.dev ## 收集网页界面的文字到各应用的英文译文目录，并编译
	$(BIN)/python tools/make_catalogues.py

screenshots: $(VENV)/.dev $(VENV)/.system ## 在浏览器里走完一个预算年度，重新截取 docs/images 中的页面图
	$(BIN)/python tools/make_screenshots.py

examples: $(VENV)/.dev ## 重新生成 examples/ 中的示例文件
	$(BIN)/python tools/make_examples.py

lock: $(VENV)/.uv ## 更新锁定的依赖版本（改动 pyproject.toml 之后）
	$(COMPILE) --upgrade pyproject.toml -o requirements/core.txt
	$(COMPILE) --upgrade --all-extras --constraint requirements/core.txt pyproject.toml -o requirements/dev.txt
	$(BIN)/uv pip compile --quiet --generate-hashes --universal --no-annotate --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" requirements/uv.in -o requirements/uv.txt

clean: ## 删除虚拟环境和生成的文件
	rm -rf $(VENV) $(BUILD) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.uv: requirements/uv.txt
	@[ -n "$(PYTHON)" ] || { echo "没有找到 Python 3.11 或更新的版本，请先安装，或用 make PYTHON=/路径/python3 指定。" >&2; exit 1; }
	@echo "正在建立运行环境（只在第一次需要）……"
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV) || \
		{ echo "无法建立虚拟环境；在 Debian 或 Ubuntu 上请先安装 python3-venv。" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/.core: $(VENV)/.uv requirements/core.txt pyproject.toml
	@echo "正在安装锁定的依赖……"
	@rm -f $(VENV)/.dev
	@$(SYNC) requirements/core.txt
	@$(INSTALL_SELF)
	@$(COMPILE_SELF)
	@touch $@

# The developer's dependencies contain the user's: afterwards both stamps are fresh.
$(VENV)/.dev: $(VENV)/.uv requirements/dev.txt pyproject.toml
	@echo "正在安装开发用的依赖……"
	@$(SYNC) requirements/dev.txt
	@$(INSTALL_SELF)
	@$(COMPILE_SELF)
	@touch $(VENV)/.core $@

$(VENV)/.system: tools/system-packages.sh $(VENV)/.uv
	@bash tools/system-packages.sh
	@touch $@
