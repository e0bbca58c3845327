#!/bin/sh
# Sets up in this folder, the first time, and starts: on Linux, on macOS, on Windows in WSL.
# README.txt says the rest. VENV names another folder than .venv/ to install into, PYTHON another
# Python than the first one that is new enough.
set -eu
cd "$(dirname "$0")"
venv=${VENV:-.venv}
python=${PYTHON:-}
for name in python3 python3.14 python3.13 python3.12 python3.11; do
  if [ -z "$python" ] && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$name
  fi
done
if [ -z "$python" ]; then
  echo "没有找到 Python 3.11 或更新的版本。装好再运行一次：" >&2
  echo "There is no Python 3.11 or newer. Install one and run this again:" >&2
  echo "  Debian, Ubuntu, WSL: sudo apt update && sudo apt install python3 python3-venv" >&2
  echo "  macOS: https://www.python.org/downloads/" >&2
  exit 2
fi
"$python" -m requirements --venv "$venv" run
exec "$venv/bin/python" -m bot start "$@"
