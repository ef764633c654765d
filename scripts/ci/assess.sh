#!/bin/sh
# Assesses a repository in CI: installs mrl, assesses with the whole history, judges, tells, attaches.
# action.yml and the steps of Jenkins run this file and templates/assess.yml holds the same lines, so it is POSIX
# shell and takes its inputs from MRL_CI_* variables. Their values are never made part of a command's text.
# Ends with the status of `mrl gate` (0 passed, 1 failed, 3 undetermined), or 2 for wrong input.
#
# The checkout may be anybody's. So nothing of it runs: programs are looked for in absolute folders outside of it,
# Python is started isolated (-I), pip in a folder of our own, and git by mrl alone, which closes its configuration.
# A token is in the environment of the one program that needs it, and in that of no other.
# `assess.sh prepare` installs mrl and no more, into MRL_CI_HOME: what installs then sees no token at all.

{ set +x; } 2>/dev/null # a trace would show tokens
set -eu
unset CDPATH

checkout=$(pwd -P)
line_break='
'

say() {
    printf '%s\n' "mrl: $*" >&2
}

# What mrl prints holds names that the project chose; GitHub obeys lines in it only where it is told to.
warn() {
    if [ -z "${GITHUB_ACTIONS:-}" ]; then
        say "$*"
    else
        printf '::%s::\n::warning title=mrl::%s\n::stop-commands::%s\n' "$mute" "$*" "$mute"
    fi
}

end() {
    rm -rf "$work"
    if [ -n "${GITHUB_ACTIONS:-}" ]; then printf '::%s::\n' "$mute"; fi
}

stop() {
    say "$*"
    exit 2
}

# Whether a folder is the checkout or lies in it; the CI may have started us in a part of it.
in_checkout() {
    for root in "$checkout" "${GITHUB_WORKSPACE:-}" "${CI_PROJECT_DIR:-}" "${WORKSPACE:-}"; do
        case $root in /?*) ;; *) continue ;; esac
        if root=$(cd -P -- "$root" 2>/dev/null && pwd -P); then
            case $1/ in "$root"/*) return 0 ;; esac
        fi
    done
    return 1
}

# Leaves in $kept the folders of a list such as PATH that are absolute and outside of the checkout.
keep_outside() {
    kept=''
    rest=$1:
    while [ -n "$rest" ]; do
        entry=${rest%%:*}
        rest=${rest#*:}
        case $entry in /*) ;; *) continue ;; esac
        if place=$(cd -P -- "$entry" 2>/dev/null && pwd -P) && ! in_checkout "$place"; then
            kept=$kept${kept:+:}$entry
        fi
    done
}

# Decides on one variable of the environment: programs we start get it, or this shell alone, or nobody.
admit() {
    eval "value=\${$1-}"
    case $1 in
    PWD | OLDPWD | SHLVL | _ | SHELLOPTS | BASHOPTS) return ;;
    # mrl needs to know the workspace as well: answers that lie in it are the project's own word.
    MRL_CI_* | GITHUB_WORKSPACE | GITHUB_REPOSITORY | CI_PROJECT_DIR | CI_PROJECT_PATH | CI_PROJECT_URL | WORKSPACE) return ;;
    GIT_URL)
        git_url=$value
        case $value in *@*) GIT_URL=${value%%//*}//${value##*@} ;; esac
        return
        ;;
    PATH | LD_LIBRARY_PATH | DYLD_FALLBACK_LIBRARY_PATH)
        keep_outside "$value"
        if [ -n "$kept" ]; then eval "$1=\$kept"; else unset "$1"; fi
        return
        ;;
    HOME | TMPDIR | XDG_* | MRL_CACHE | PIP_CONFIG_FILE | PIP_CACHE_DIR | PIP_CERT | PIP_CLIENT_CERT | *_CA_BUNDLE | \
        SSL_CERT_* | GIT_SSL_C* | GIT_SSL_KEY | GIT_PROXY_SSL_* | GIT_CONFIG_GLOBAL | GIT_CONFIG_SYSTEM)
        case $value in /*) ;; *) unset "$1" ;; esac
        ;;
    USER | LOGNAME | TZ | TERM | LANG | LANGUAGE | LC_* | COLUMNS | NO_COLOR | FORCE_COLOR | SYSTEM_PACKAGES) ;;
    CI | GITHUB_ACTIONS | GITLAB_CI | GITHUB_SERVER_URL | CI_SERVER_URL | SOURCE_DATE_EPOCH | GIT_CONFIG_NOSYSTEM) ;;
    http_proxy | https_proxy | all_proxy | no_proxy | HTTPS_PROXY | ALL_PROXY | NO_PROXY) ;;
    GIT_SSL_NO_VERIFY | GIT_HTTP_PROXY_AUTHMETHOD) ;;
    PIP_INDEX_URL | PIP_EXTRA_INDEX_URL | PIP_NO_INDEX | PIP_FIND_LINKS | PIP_TRUSTED_HOST | PIP_PROXY) ;;
    PIP_TIMEOUT | PIP_DEFAULT_TIMEOUT | PIP_RETRIES | PIP_NO_CACHE_DIR) ;;
    GITHUB_TOKEN | GH_TOKEN | GITLAB_TOKEN | CI_JOB_TOKEN | MRL_TOKEN_* | MRL_COMPLETE_FROM | \
        SIGSTORE_ID_TOKEN | ACTIONS_ID_TOKEN_REQUEST_* | GITHUB_OUTPUT | GITHUB_STEP_SUMMARY)
        unset "$1"
        eval "$1=\$value"
        case $1 in MRL_TOKEN_*) own_tokens="$own_tokens $1" ;; esac
        return
        ;;
    *) unset "$1" ;;
    esac
    case $value in *"$checkout" | *"$checkout"[!A-Za-z0-9_.-]*) unset "$1" ;; esac
}

# Closes the environment, with nothing but what the shell itself can do: the path may begin in the checkout.
close_environment() {
    own_tokens=''
    git_url=''
    set -f
    IFS=$line_break
    for line in $(export -p); do
        name=${line#export }
        name=${name#declare -x }
        name=${name%%=*}
        case $name in '' | [0-9]* | *[!A-Za-z0-9_]*) ;; *) admit "$name" ;; esac
    done
    unset IFS
    set +f
    export PATH="${PATH:-/usr/local/bin:/usr/bin:/bin}" CI=true
}

# Runs a command with these variables, a list in one word, where they have a value.
with() {
    (
        for name in $1; do
            eval "value=\${$name:-}"
            if [ -n "$value" ]; then export "${name?}"; fi
        done
        shift
        "$@"
    )
}

# Prints the words of a list, which commas or line breaks separate, one to a line.
words() {
    printf '%s\n' "$1" | tr ',' '\n' | sed -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' -e '/^$/d'
}

# An input that names a file of the checkout means that file: as a link it could show, or overwrite, another one.
refuse_links() {
    rest=${1#"$checkout"/}
    rest=${rest#"$PWD"/}
    case $rest in /*) return ;; esac
    walked=$checkout
    while [ -n "$rest" ]; do
        walked=$walked/${rest%%/*}
        if [ -L "$walked" ]; then stop "$1 is, or lies behind, a symbolic link of the checkout"; fi
        case $rest in */*) rest=${rest#*/} ;; *) rest='' ;; esac
    done
}

refuse_links_in() {
    refuse_links "$1"
    case $1 in /*) place=$1 ;; *) place=./$1 ;; esac
    if [ -d "$place" ] && [ -n "$1" ] && [ -n "$(find "$place" -type l -print | head -n 1)" ]; then
        stop "$1 holds a symbolic link"
    fi
}

check_inputs() {
    case $out in *"$line_break"*) stop "the name of the folder for results holds a line break" ;; esac
    for folder in "$out" "${MRL_CI_HISTORY:-}" "${MRL_CI_SINCE:-}"; do refuse_links_in "$folder"; done
    for file in "$target" "${MRL_CI_GATE_FILE:-}"; do refuse_links "$file"; done
    words "${MRL_CI_RUBRIC:-},${MRL_CI_ANSWERS:-},${MRL_CI_ARTIFACTS:-}" >"$work/words"
    while IFS= read -r word; do refuse_links "$word"; done <"$work/words"
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

# Leaves the interpreter in $python, by its own absolute path: a launcher may follow a file of the checkout.
find_python() {
    wanted=${MRL_CI_PYTHON:-python3}
    found=$(command -v -- "$wanted") || stop "$wanted is missing; use an image that has Python 3.11 or newer"
    case $found in /*) ;; *) stop "$wanted is not the absolute path of a Python" ;; esac
    python=$(cd "$work" && "$found" -I -c 'import sys; print(sys.executable)') || stop "$found is no Python"
    for place in "$found" "$python"; do
        if in_checkout "$(cd -P -- "$(dirname -- "$place")" && pwd -P)"; then stop "$place lies in the checkout"; fi
    done
}

# The two programs an image may lack: git, without which nothing goes, and Pango, which only the PDF needs.
prepare_system() {
    if ! command -v git >/dev/null && ! install_packages git; then stop "git is missing; use an image that has it"; fi
    if ! (cd "$work" && "$python" -I -c 'import ctypes; ctypes.CDLL("libpangoft2-1.0.so.0")') 2>/dev/null &&
        ! install_packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; then
        warn "Pango could not be installed, so there is no PDF; all else is made."
    fi
}

pip() {
    (cd "$work" && "$home/venv/bin/python" -I -m pip --quiet --disable-pip-version-check "$@")
}

# Installs exactly the files that the locks in a folder name by their digests; none is built here.
install_locked() {
    locks=$1
    shift
    if [ "${MRL_CI_SIGN:-false}" = true ]; then set -- "$@" sigstore; fi
    for lock; do
        shift
        if [ ! -f "$locks/$lock.txt" ]; then stop "$MRL_CI_VERSION has no lock $lock.txt"; fi
        set -- "$@" -r "$locks/$lock.txt"
    done
    pip install --require-hashes --only-binary=:all: "$@" || stop "pip could not install the locked packages"
}

# The project itself, from its folder or from the index; the index gives the wheel, which holds its locks.
install_mrl() {
    "$python" -I -m venv --clear "$home/venv" || stop "$python cannot make a virtual environment; install its package venv"
    case $MRL_CI_VERSION in
    [0-9]*)
        pip download --no-deps --only-binary=:all: --dest "$work/wheel" "mrl-assess==$MRL_CI_VERSION" ||
            stop "pip could not get mrl-assess $MRL_CI_VERSION"
        for wheel in "$work"/wheel/*.whl; do "$python" -I -m zipfile -e "$wheel" "$work/unpacked"; done
        install_locked "$work/unpacked/mrl/_data/requirements" runtime
        pip install --no-deps --no-index "$wheel" || stop "pip could not install $wheel"
        ;;
    *)
        case $MRL_CI_VERSION in /*) package=$MRL_CI_VERSION ;; *) package=$checkout/$MRL_CI_VERSION ;; esac
        if [ -d "$package" ]; then
            install_locked "$package/requirements" build runtime
            pip install --no-deps --no-build-isolation --no-index "$package" || stop "pip could not install $package"
        else
            if [ ! -e "$package" ]; then package=$MRL_CI_VERSION; fi
            pip install -- "$package" || stop "pip could not install $package"
        fi
        ;;
    esac
}

# Leaves in $mrl the program to call, or nothing where it is the one in $home; that is kept apart from the project's.
prepare() {
    mrl=''
    find_python
    if [ -z "${MRL_CI_VERSION:-}" ]; then
        mrl=$(command -v mrl) || stop "mrl is missing; name a version to install"
        prepare_system
    elif [ "$step" = prepare ] || [ ! -x "$home/venv/bin/python" ]; then
        prepare_system
        install_mrl
    fi
    if [ -z "$mrl" ]; then python=$home/venv/bin/python; fi
}

run_mrl() {
    set -- ${MRL_CI_LANG:+--lang="$MRL_CI_LANG"} "$@"
    if [ -n "$mrl" ]; then "$mrl" "$@"; else "$python" -I -m mrl "$@"; fi
}

# CI fetches the newest commits alone. mrl reads the rest from the server that the CI names, never as the checkout's
# configuration says, and without file contents. A token goes where the CI that gave it says, and nowhere else.
find_history() {
    if [ "${MRL_CI_DEEPEN:-true}" != true ]; then MRL_COMPLETE_FROM='' && return; fi
    if [ -n "${MRL_COMPLETE_FROM:-}" ]; then return; fi
    user='' password=''
    if [ -n "${GITHUB_REPOSITORY:-}" ]; then
        address=${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_REPOSITORY.git
        user=x-access-token password=${GITHUB_TOKEN:-${GH_TOKEN:-}}
    elif [ -n "${CI_PROJECT_URL:-}" ]; then
        address=$CI_PROJECT_URL.git
        user=gitlab-ci-token password=${CI_JOB_TOKEN:-}
    else
        address=$git_url
    fi
    case $password in '' | *[!A-Za-z0-9_.-]*) login='' ;; *) login=$user:$password@ ;; esac
    case $address in
    https://* | http://127.0.0.1:*) MRL_COMPLETE_FROM=${address%%//*}//$login${address#*//} ;;
    esac
}

assess() {
    set -- --out="$out"
    if [ -n "${MRL_CI_AS_OF:-}" ]; then set -- "$@" --as-of="$MRL_CI_AS_OF"; fi
    if [ -n "${MRL_CI_HISTORY:-}" ]; then set -- "$@" --history="$MRL_CI_HISTORY"; fi
    secrets="MRL_COMPLETE_FROM GITHUB_TOKEN GH_TOKEN GITLAB_TOKEN$own_tokens"
    if [ "${MRL_CI_OFFLINE:-false}" = true ]; then set -- "$@" --offline && secrets=MRL_COMPLETE_FROM; fi
    for kind in rubric answers; do
        if [ "$kind" = rubric ]; then words "${MRL_CI_RUBRIC:-}"; else words "${MRL_CI_ANSWERS:-}"; fi >"$work/words"
        while IFS= read -r word; do set -- "$@" --"$kind"="$word"; done <"$work/words"
    done
    with "$secrets" run_mrl assess "$@" -- "$target" >"$work/said" || { status=$? && cat "$work/said" && exit "$status"; }
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
    done >"$work/summary.md"
    cp -- "$work/summary.md" "$out/summary.md"
    if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat -- "$work/summary.md" >>"$GITHUB_STEP_SUMMARY"; fi
    "$python" -I - "$assessment" "${GITHUB_OUTPUT:-$work/outputs}" <<'PROGRAM'
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
    GITLAB_TOKEN=${GITLAB_TOKEN:-${CI_JOB_TOKEN:-}}
    if [ -z "${GITHUB_TOKEN:-}${GH_TOKEN:-}$GITLAB_TOKEN" ]; then
        warn "Nothing was attached to the release $MRL_CI_ATTACH: this run has no token."
        return
    fi
    words "${MRL_CI_ARTIFACTS:-}" >"$work/words"
    set --
    while IFS= read -r word; do set -- "$@" "$word"; done <"$work/words"
    sign='' identity=''
    if [ "${MRL_CI_SIGN:-false}" = true ]; then
        sign=--sign-required
        identity="SIGSTORE_ID_TOKEN ACTIONS_ID_TOKEN_REQUEST_TOKEN ACTIONS_ID_TOKEN_REQUEST_URL"
    fi
    with "$identity" run_mrl attest ${sign:+"$sign"} -- "$folder" "$@"
    set -- --release="$MRL_CI_ATTACH"
    if [ -n "${GITLAB_CI:-}" ]; then set -- "$@" --forge=gitlab --repository="$CI_PROJECT_URL"; fi
    if [ -n "${GITHUB_REPOSITORY:-}" ]; then set -- "$@" --forge=github --repository="$GITHUB_REPOSITORY"; fi
    if [ "${MRL_CI_CREATE:-false}" = true ]; then set -- "$@" --create; fi
    with "GITHUB_TOKEN GH_TOKEN GITLAB_TOKEN$own_tokens" run_mrl attach "$@" -- "$folder"
}

step=${1:-}
close_environment
target=${MRL_CI_TARGET:-.}
out=${MRL_CI_OUT:-out}
work=$(mktemp -d)
trap end EXIT
mute=$(basename -- "$work")
home=${MRL_CI_HOME:-$work/home}
export HOME="${HOME:-$work}"
if [ -n "${GITHUB_ACTIONS:-}" ]; then printf '::stop-commands::%s\n' "$mute"; fi
case $home in /*) ;; *) stop "MRL_CI_HOME is not an absolute path" ;; esac
prepare
if [ "$step" = prepare ]; then exit 0; fi
check_inputs
find_history
assess
judge
tell
attach
exit "$verdict"
