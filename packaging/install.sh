#!/bin/sh
# Makes the virtual environment and installs secondme into it, in place.
# Called by the Makefile, which says which Python and which folder.
set -eu

if [ -z "${PYTHON:-}" ] || ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "secondme needs Python 3.11 or newer. Nothing was installed. Say which one: make PYTHON=/path/to/python" >&2
    exit 1
fi
if ! command -v "${CXX:-c++}" >/dev/null 2>&1; then
    echo "secondme needs a C and C++ compiler to build llama.cpp. Nothing was installed." >&2
    echo "On Debian and Ubuntu: sudo apt-get install build-essential    On macOS: xcode-select --install" >&2
    exit 1
fi

[ -x "$VENV/bin/python" ] || "$PYTHON" -m venv "$VENV"
"$VENV/bin/python" -m pip install --quiet --upgrade "pip>=25.1"

began=$(date +%s)
if ! "$VENV/bin/python" -c 'import llama_cpp' 2>/dev/null; then
    echo "Installing. llama.cpp is built from source, for this processor: about 6 minutes on two cores,"
    echo "and only this once. It says nothing while it builds."
fi
# Without AMX: no laptop has it, and virtual machines that name it without lending it end the process (models/llama.py).
plain="-DCMAKE_C_FLAGS=-U__AMX_INT8__ -DCMAKE_CXX_FLAGS=-U__AMX_INT8__"
# Progress is worth seeing on a terminal and noise in a log.
if [ -t 1 ]; then quiet=""; else quiet="--quiet"; fi
# shellcheck disable=SC2086
CMAKE_ARGS="$plain ${CMAKE_ARGS:-}" "$VENV/bin/python" -m pip install $quiet --editable .
echo "Installed in $(( $(date +%s) - began )) s."
