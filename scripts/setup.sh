#!/bin/sh
# Find a Python that is new enough and let it prepare .venv: sh scripts/setup.sh [--dev] [--pango]
# Only POSIX shell here: this is what must run before anything is installed. PYTHON=... names another one.

folder=$(dirname "$0")
candidates="${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python"

# First choice: a Python that can also make a virtual environment. Second: setup.py mends or explains that.
for modules in "sys, ensurepip, venv" "sys"; do
    for candidate in $candidates; do
        if "$candidate" -c "import $modules; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1; then
            exec "$candidate" "$folder/setup.py" "$@"
        fi
    done
done

found=$(python3 --version 2>/dev/null || echo "no python3")
cat >&2 <<MESSAGE
mrl needs Python 3.11 or newer; this system has: $found.
Install one, for example:
  Debian 12, Ubuntu 24.04 or newer: sudo apt-get update && sudo apt-get install -y python3 python3-venv
  Fedora:                           sudo dnf install -y python3
  macOS with Homebrew:              brew install python
If it is installed under another name, say so: make PYTHON=/path/to/python3 ...
MESSAGE
exit 1
