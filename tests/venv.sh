#!/bin/sh
# Make build/venv, the Python environment of the tests, unless it is there and up to date.
set -eu
cd "$(dirname "$0")/.."
venv=build/venv
if ! cmp -s tests/requirements.txt "$venv/requirements.txt"; then
    mkdir -p build
    /usr/bin/python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r tests/requirements.txt
    cp tests/requirements.txt "$venv/requirements.txt"
fi
