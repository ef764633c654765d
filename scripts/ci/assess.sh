#!/bin/sh
# Assesses a repository in CI: installs mrl, completes a shallow history, assesses, judges, tells, attaches.
# action.yml runs this file and templates/assess.yml holds the same lines, so it is POSIX shell and reads nothing
# but MRL_CI_* variables. Their values are never made part of a command's text.
# Ends with the status of `mrl gate` (0 passed, 1 failed, 3 undetermined), or 2 for wrong input.

set -eu

target=${MRL_CI_TARGET:-.}
out=${MRL_CI_OUT:-out}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
line_break='
'

say() {
    printf '%s\n' "mrl: $*" >&2
}

warn() {
    if [ -n "${GITHUB_ACTIONS:-}" ]; then printf '::warning title=mrl::%s\n' "$*"; else say "$*"; fi
}

stop() {
    say "$*"
    exit 2
}

# Prints the words of a list, which commas or line breaks separate, one to a line.
words() {
    printf '%s\n' "$1" | tr ',' '\n' | sed -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' -e '/^$/d'
}

# Installs Debian packages where no password is needed for it; SYSTEM_PACKAGES=no forbids it.
install_packages() {
    if [ "${SYSTEM_PACKAGES:-}" = no ] || ! command -v apt-get >/dev/null; then return 1; fi
    if [ "$(id -u)" = 0 ]; then as_root=''; else as_root='sudo -n'; fi
    apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120"
    # shellcheck disable=SC2086 # a command and its first arguments, all of them ours
    $apt install -y --no-install-recommends "$@" >/dev/null 2>&1 ||
        { $apt update && $apt install -y --no-install-recommends "$@"; } >"$work/apt" 2>&1
}

# The two programs an image may lack: git, without which nothing goes, and Pango, which only the PDF needs.
prepare_system() {
    if ! command -v git >/dev/null && ! install_packages git; then stop "git is missing; use an image that has it"; fi
    if ! "$python" -c 'import ctypes; ctypes.CDLL("libpangoft2-1.0.so.0")' 2>/dev/null &&
        ! install_packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; then
        warn "Pango could not be installed, so there is no PDF; all else is made."
    fi
}

# Leaves the program to call in $mrl; its own environment keeps it apart from that of the project.
install_mrl() {
    if [ "${MRL_CI_SIGN:-false}" = true ]; then extra='[sigstore]'; else extra=''; fi
    case ${MRL_CI_VERSION:-} in
    '') mrl=mrl && return ;;
    [0-9]*) package="mrl-assess$extra==$MRL_CI_VERSION" ;;
    *) if [ -d "$MRL_CI_VERSION" ]; then package=$MRL_CI_VERSION$extra; else package=$MRL_CI_VERSION; fi ;;
    esac
    "$python" -m venv "$work/venv" || stop "$python cannot make a virtual environment; install its package venv"
    "$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check -- "$package" ||
        stop "pip could not install $package"
    mrl=$work/venv/bin/mrl
    python=$work/venv/bin/python
}

run_mrl() {
    "$mrl" ${MRL_CI_LANG:+--lang="$MRL_CI_LANG"} "$@"
}

git_here() {
    GIT_TERMINAL_PROMPT=0 git -c safe.directory='*' -C "$checkout" "$@"
}

# CI fetches the newest commits alone. The rest of the history needs no file contents.
complete_history() {
    checkout=$target
    if [ ! -d "$checkout" ]; then checkout=$(dirname -- "$checkout"); fi
    if [ "$(git_here rev-parse --is-shallow-repository 2>/dev/null)" != true ]; then return; fi
    if [ "${MRL_CI_DEEPEN:-true}" != true ]; then
        warn "The checkout is shallow and deepen is off: what history and releases tell is unknown."
    elif git_here fetch --quiet --unshallow --tags --filter=blob:none >&2; then
        say "The checkout was shallow; its history is complete now."
    else
        warn "The checkout is shallow and could not be completed: what history and releases tell is unknown."
    fi
}

assess() {
    set -- --out="$out"
    if [ -n "${MRL_CI_AS_OF:-}" ]; then set -- "$@" --as-of="$MRL_CI_AS_OF"; fi
    if [ -n "${MRL_CI_HISTORY:-}" ]; then set -- "$@" --history="$MRL_CI_HISTORY"; fi
    if [ "${MRL_CI_OFFLINE:-false}" = true ]; then set -- "$@" --offline; fi
    for kind in rubric answers; do
        if [ "$kind" = rubric ]; then words "${MRL_CI_RUBRIC:-}"; else words "${MRL_CI_ANSWERS:-}"; fi >"$work/words"
        while IFS= read -r word; do set -- "$@" --"$kind"="$word"; done <"$work/words"
    done
    run_mrl assess "$@" -- "$target" >"$work/said" || { status=$? && cat "$work/said" && exit "$status"; }
    cat "$work/said"
    # With several rubrics there are several assessments; the first rubric's is judged and told.
    assessment=$(sed -n '/assessment\.json$/p' "$work/said" | head -n 1)
    folder=$(dirname -- "$assessment")
    run_mrl report --format=badge --out="$folder" --quiet -- "$assessment"
}

# Leaves the status of the gate in $verdict; without a condition there is no gate.
judge() {
    verdict=0
    set --
    if [ -n "${MRL_CI_GATE_FILE:-}" ]; then set -- "$@" --file="$MRL_CI_GATE_FILE"; fi
    if [ -n "${MRL_CI_MIN_LEVEL:-}" ]; then set -- "$@" --min-level="$MRL_CI_MIN_LEVEL"; fi
    if [ -n "${MRL_CI_MIN_READINESS:-}" ]; then set -- "$@" --min-readiness="$MRL_CI_MIN_READINESS"; fi
    if [ -n "${MRL_CI_MIN_COVERAGE:-}" ]; then set -- "$@" --min-coverage="$MRL_CI_MIN_COVERAGE"; fi
    if [ $# -eq 0 ]; then return; fi
    if [ -n "${MRL_CI_SINCE:-}" ]; then set -- "$@" --since="$MRL_CI_SINCE"; fi
    if [ -n "${MRL_CI_UNDETERMINED:-}" ]; then set -- "$@" --undetermined="$MRL_CI_UNDETERMINED"; fi
    run_mrl gate "$@" --markdown="$work/gate.md" -- "$assessment" || verdict=$?
    case $verdict in 0 | 1 | 3) ;; *) exit "$verdict" ;; esac
}

# What people see on the page of a run, and what later steps may ask for.
tell() {
    for part in "$work/gate.md" "$folder/report.md"; do
        if [ -f "$part" ]; then cat -- "$part" && printf '\n'; fi
    done >"$out/summary.md"
    if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat -- "$out/summary.md" >>"$GITHUB_STEP_SUMMARY"; fi
    "$python" - "$assessment" "${GITHUB_OUTPUT:-$work/outputs}" <<'PROGRAM'
import json
import pathlib
import sys

assessment = pathlib.Path(sys.argv[1])
headlines = json.loads(assessment.read_bytes())["headlines"]
scores = [each["score"] for each in headlines] or [{"point": None, "coverage": None}]
levels = [each["level"] for each in headlines if each["level"]] or [{"point": None, "lowest": None}]
documents = [assessment.with_name(f"report.{kind}") for kind in ("pdf", "html")]
told = {
    "level": levels[0]["point"],
    "level-lowest": levels[0]["lowest"],
    "readiness": scores[0]["point"],
    "coverage": scores[0]["coverage"],
    "report": next(each for each in documents if each.exists()),
}
with open(sys.argv[2], "a", encoding="utf-8") as outputs:
    for name, value in told.items():
        outputs.write(f"{name}={'' if value is None else value}\n")
PROGRAM
}

# Puts the result on the release of a tag. The token of a GitLab job serves where there is no better one.
attach() {
    if [ -z "${MRL_CI_ATTACH:-}" ] || [ "$verdict" != 0 ]; then return; fi
    if [ -n "${CI_JOB_TOKEN:-}" ]; then export GITLAB_TOKEN="${GITLAB_TOKEN:-$CI_JOB_TOKEN}"; fi
    if [ -z "${GITHUB_TOKEN:-}${GITLAB_TOKEN:-}" ]; then
        warn "Nothing was attached to the release $MRL_CI_ATTACH: this run has no token."
        return
    fi
    words "${MRL_CI_ARTIFACTS:-}" >"$work/words"
    set --
    while IFS= read -r word; do set -- "$@" "$word"; done <"$work/words"
    if [ "${MRL_CI_SIGN:-false}" = true ]; then sign=--sign-required; else sign=''; fi
    run_mrl attest ${sign:+"$sign"} -- "$folder" "$@"
    set -- --release="$MRL_CI_ATTACH"
    if [ -n "${GITLAB_CI:-}" ]; then set -- "$@" --forge=gitlab --repository="$CI_PROJECT_URL"; fi
    if [ -n "${GITHUB_REPOSITORY:-}" ]; then set -- "$@" --forge=github --repository="$GITHUB_REPOSITORY"; fi
    if [ "${MRL_CI_CREATE:-false}" = true ]; then set -- "$@" --create; fi
    run_mrl attach "$@" -- "$folder"
}

case $out in *"$line_break"*) stop "the name of the folder for results holds a line break" ;; esac
python=${MRL_CI_PYTHON:-python3}
export CI=true
prepare_system
install_mrl
complete_history
assess
judge
tell
attach
exit "$verdict"
