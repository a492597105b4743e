#!/usr/bin/env bash
# Installs what is missing and nothing else: `install.sh environment browser postgresql office`, each by name.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'install: %s\n' "$*" >&2; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else say "needs root or sudo for: $*"; return 1
  fi
}

apt_install() {
  as_root apt-get update -qq >/dev/null 2>&1 || true
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

find_python() {
  local candidate
  for candidate in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  say "no Python 3.11 or newer found; install python3"
  return 1
}

# Where nobody may write .pyc files later (PYTHONDONTWRITEBYTECODE), each command would compile all it loads anew.
environment() {
  local mark
  mark=$(cat requirements.lock requirements-dev.lock pyproject.toml | sha256sum | cut -d' ' -f1)
  [ "$(cat .venv/.installed 2>/dev/null)" = "$mark" ] || locked_environment "$mark"
  .venv/bin/python -m compileall -q flows models notifications reports scrapers
}

locked_environment() {
  local mark=$1 python
  python=$(find_python)
  if [ ! -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    rm -rf .venv
    say "creating .venv with $python"
    # A Debian without python3-venv makes half an environment and fails.
    if ! "$python" -m venv .venv >/dev/null 2>&1; then
      rm -rf .venv
      apt_install python3-venv
      "$python" -m venv .venv
    fi
  fi
  say "installing the locked environment"
  # uv is quicker; where it cannot be had, pip does the same from the same pins and hashes.
  if .venv/bin/python -m pip install -q --disable-pip-version-check uv; then
    .venv/bin/python -m uv pip sync -q --compile-bytecode --require-hashes requirements-dev.lock
    .venv/bin/python -m uv pip install -q --no-deps --no-build-isolation -e .
  else
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
  fi
  echo "$mark" > .venv/.installed
}

has_browser() {
  .venv/bin/python -c 'import sys; from scrapers.program import find_browser; sys.exit(find_browser(None) is None)' 2>/dev/null
}

browser() {
  has_browser && return
  say "no Chromium found; trying Playwright's own"
  timeout 300 .venv/bin/python -m playwright install chromium >/dev/null 2>&1 || true
  if ! has_browser; then
    say "installing the distribution's Chromium"
    apt_install chromium-headless-shell || apt_install chromium
  fi
  # Readable screenshots of Chinese pages; nothing else needs it.
  fc-list :lang=zh 2>/dev/null | grep -q . || apt_install fonts-noto-cjk || say "no Chinese font: screenshots will show boxes"
}

postgresql() {
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null && return
  command -v initdb >/dev/null && return
  say "installing PostgreSQL's binaries for the tests"
  # The tests make clusters of their own; the package need not make one.
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    as_root mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
  fi
  apt_install postgresql || say "PostgreSQL could not be installed: its tests will be skipped"
}

# A LibreOffice may be there without its spreadsheets: the reading of old files needs none, the tests do.
has_office() {
  local program
  program=$(dirname "$(readlink -f "$(command -v soffice)")")
  [ -e "$program/libswlo.so" ] && [ -e "$program/libsclo.so" ]
}

office() {
  has_office && return
  say "installing LibreOffice for the tests of old Office files, ledgers and letters"
  if ! apt_install libreoffice-writer-nogui libreoffice-calc-nogui; then
    say "LibreOffice could not be installed: tests are skipped without it, and fail where half of it is there"
  elif ! command -v soffice >/dev/null; then
    say "LibreOffice was installed, and yet there is no soffice on the PATH"
    return 1
  fi
}

for step in "$@"; do "$step"; done
