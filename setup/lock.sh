#!/usr/bin/env bash
# Writes requirements.lock and requirements-test.lock from pyproject.toml, hashes included.
# usage: setup/lock.sh [--upgrade]      (without it, what is locked stays unless pyproject.toml forbids it)
set -euo pipefail
cd "$(dirname "$0")/.."

tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
"${PYTHON:-python3}" -m venv "$tool"
"$tool/bin/pip" --disable-pip-version-check --quiet install uv

# One set of versions for every platform and every Python; setuptools, because tco is installed without
# build isolation and so builds with what is locked.
compile() {
    echo 'setuptools>=77' | "$tool/bin/uv" pip compile --quiet pyproject.toml - --universal --python-version 3.11 \
        --fork-strategy fewest --generate-hashes --custom-compile-command 'make lock' "$@" >/dev/null
}
compile --output-file requirements.lock "$@"
compile --output-file requirements-test.lock --extra test --extra conformance --constraint requirements.lock "$@"
