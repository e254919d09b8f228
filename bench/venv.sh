#!/bin/sh
# Make build/bench-venv, the Python environment of the peers that ./do bench measures against, unless
# it is there and up to date. What cannot be installed is left out: build/bench-venv/missing says
# what and why, a line each, and the next call tries again.
set -eu
cd "$(dirname "$0")/.."
venv=build/bench-venv
wanted=bench/requirements.txt
cmp -s "$wanted" "$venv/requirements.txt" && exit 0

install() {
    "$venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 --timeout 20 "$@"
}

mkdir -p build
echo "installing what to measure against into $venv (once; about 1.2 GB)" >&2
/usr/bin/python3 -m venv "$venv"
rm -f "$venv/missing"
if install -r "$wanted" 2>"$venv/pip.log"; then
    cp "$wanted" "$venv/requirements.txt"
    exit 0
fi
# One by one: what fails must not take the others with it.
grep -v '^#' "$wanted" | while read -r package; do
    install "$package" 2>"$venv/pip.log" ||
        echo "${package%%=*}: $(sed -n 's/^ERROR: //p' "$venv/pip.log" | head -n 1)" >>"$venv/missing"
done
[ -e "$venv/missing" ] || cp "$wanted" "$venv/requirements.txt"
