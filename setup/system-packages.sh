#!/usr/bin/env bash
# Sees to what pip cannot bring: Python itself, Pango for the PDF and, for the tests, LibreOffice, Chromium and Poppler.
# Does nothing where all is there; installs with apt-get where it may; else says what to install, and fails.
# usage: setup/system-packages.sh runtime|test
set -euo pipefail

purpose=${1:-runtime}
python=${PYTHON:-python3}
PATH=$PATH:/usr/sbin:/sbin # ldconfig is there, and not on every user's path

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }

may_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null
}

has_library() {
    if command -v ldconfig >/dev/null; then
        case "$(ldconfig -p)" in *"$1.so."*) return 0 ;; esac
    fi
    compgen -G "/opt/homebrew/lib/$1.*" >/dev/null || compgen -G "/usr/local/lib/$1.*" >/dev/null
}

has_venv() { command -v "$python" >/dev/null && "$python" -c 'import ensurepip, venv' 2>/dev/null; }

# A LibreOffice without Calc also has a soffice, so where dpkg knows, it is asked.
has_calc() {
    if command -v dpkg-query >/dev/null; then
        dpkg-query -W -f='${db:Status-Status}\n' 'libreoffice-calc' 'libreoffice-calc-nogui' 2>/dev/null |
            grep -x installed >/dev/null && return 0
    fi
    [ -d /Applications/LibreOffice.app ] && return 0
    ! command -v dpkg-query >/dev/null && command -v soffice >/dev/null
}

# For each need that is not met: what it is called by Debian and Ubuntu, by Fedora, by Homebrew.
need() { debian+=" $1" fedora+=" $2" brew+=" $3"; }

missing() {
    debian='' fedora='' brew=''
    case "$python" in
        python3) has_venv || need 'python3 python3-venv' python3 python3 ;;
        *) has_venv || need "$(basename "$python")-venv" "$(basename "$python")" "$(basename "$python")" ;;
    esac
    { has_library libpango-1.0 && has_library libpangoft2-1.0; } || need 'libpango-1.0-0 libpangoft2-1.0-0' pango pango
    has_library libharfbuzz-subset || need libharfbuzz-subset0 harfbuzz harfbuzz
    if [ "$purpose" = test ]; then
        has_calc || need libreoffice-calc-nogui libreoffice-calc libreoffice
        command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ||
            [ -d '/Applications/Google Chrome.app' ] || need chromium chromium 'google-chrome'
        command -v pdftotext >/dev/null || need poppler-utils poppler-utils poppler
    fi
    [ -n "$debian" ]
}

if missing && may_install; then
    echo "Installing with apt-get:$debian"
    # Whether it worked is seen below. $debian is a list of names, so it stays without quotes.
    as_root apt-get update -qq || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $debian >/dev/null || true
fi

if missing; then
    cat >&2 <<MESSAGE
Missing on this system, and to be installed by hand before going on:
  Debian, Ubuntu:  sudo apt-get install$debian
  Fedora:          sudo dnf install$fedora
  macOS:           brew install$brew
MESSAGE
    exit 1
fi

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    cat >&2 <<MESSAGE
Python 3.11 or newer is needed, and $python is $("$python" -c 'import platform; print(platform.python_version())').
Install a newer one and name it: make PYTHON=python3.12 ...
MESSAGE
    exit 1
fi
