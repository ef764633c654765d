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
unset -v CDPATH

# Calls a function with the name of each variable of the environment. A line of a longer value may look like one, so the
# names may be of variables that are none of it; those of this script all begin with mrl_.
each_variable() {
    set -f
    IFS='
'
    for mrl_line in $(export -p); do
        case $mrl_line in
        'export '*) mrl_name=${mrl_line#export } ;;
        'declare -x '*) mrl_name=${mrl_line#declare -x } ;;
        *) continue ;;
        esac
        mrl_name=${mrl_name%%=*}
        case $mrl_name in '' | [0-9]* | *[!A-Za-z0-9_]*) ;; *) "$1" "$mrl_name" ;; esac
    done
    unset -v IFS
    set +f
}

# Takes a variable away. Some of the shell's own cannot be, which is no reason to end.
drop() {
    command unset -v "$1" 2>/dev/null || :
}

# What has the name of a variable of this script would hand that to every program.
drop_own() {
    case $1 in mrl_*) drop "$1" ;; esac
}

each_variable drop_own
mrl_line_break='
'

say() {
    printf '%s\n' "mrl: $*" >&2
}

# What mrl prints holds names that the project chose; GitHub obeys lines in it only where it is told to.
warn() {
    if [ -z "${GITHUB_ACTIONS:-}" ]; then
        say "$*"
    else
        printf '::%s::\n::warning title=mrl::%s\n::stop-commands::%s\n' "$mrl_mute" "$*" "$mrl_mute"
    fi
}

end() {
    rm -rf "$mrl_work"
    if [ -n "${GITHUB_ACTIONS:-}" ]; then printf '::%s::\n' "$mrl_mute"; fi
}

stop() {
    say "$*"
    exit 2
}

# Prints the one path that a folder has without links. A path may begin with two slashes, which a shell may keep.
real_folder() {
    (
        cd -P -- "$1" 2>/dev/null || exit 1
        mrl_place=$(pwd -P)
        case $mrl_place in //*) cd -P -- "${mrl_place#/}" ;; esac
        pwd -P
    )
}

mrl_checkout=$(real_folder .)

# Whether a folder is the checkout or lies in it; the CI may have started us in a part of it.
in_checkout() {
    for mrl_root in "$mrl_checkout" "${GITHUB_WORKSPACE:-}" "${CI_PROJECT_DIR:-}" "${WORKSPACE:-}"; do
        case $mrl_root in /?*) ;; *) continue ;; esac
        if mrl_root=$(real_folder "$mrl_root"); then
            case $1/ in "$mrl_root"/*) return 0 ;; esac
        fi
    done
    return 1
}

# Leaves in $mrl_kept the folders of a list such as PATH that are absolute and outside of the checkout.
keep_outside() {
    mrl_kept=''
    mrl_rest=$1:
    while [ -n "$mrl_rest" ]; do
        mrl_entry=${mrl_rest%%:*}
        mrl_rest=${mrl_rest#*:}
        case $mrl_entry in /*) ;; *) continue ;; esac
        if mrl_place=$(real_folder "$mrl_entry") && ! in_checkout "$mrl_place"; then
            mrl_kept=$mrl_kept${mrl_kept:+:}$mrl_entry
        fi
    done
}

# Decides on one variable of the environment: programs we start get it, or this shell alone, or nobody.
admit() {
    case $1 in mrl_*) return ;; esac
    eval "mrl_value=\${$1-}"
    case $1 in
    PWD | OLDPWD | SHLVL | _ | SHELLOPTS | BASHOPTS) return ;;
    # mrl needs to know the workspace as well: answers that lie in it are the project's own word.
    MRL_CI_* | GITHUB_WORKSPACE | GITHUB_REPOSITORY | CI_PROJECT_DIR | CI_PROJECT_PATH | CI_PROJECT_URL | WORKSPACE) return ;;
    GIT_URL)
        mrl_git_url=$mrl_value
        case $mrl_value in *@*) GIT_URL=${mrl_value%%//*}//${mrl_value##*@} ;; esac
        return
        ;;
    PATH | LD_LIBRARY_PATH | DYLD_FALLBACK_LIBRARY_PATH | XDG_*_DIRS | SSL_CERT_DIR)
        keep_outside "$mrl_value"
        if [ -n "$mrl_kept" ]; then eval "$1=\$mrl_kept"; else drop "$1"; fi
        return
        ;;
    HOME | TMPDIR | XDG_* | MRL_CACHE | PIP_CONFIG_FILE | PIP_CACHE_DIR | PIP_CERT | PIP_CLIENT_CERT | *_CA_BUNDLE | \
        SSL_CERT_FILE | GIT_SSL_C* | GIT_SSL_KEY | GIT_PROXY_SSL_* | GIT_CONFIG_GLOBAL | GIT_CONFIG_SYSTEM)
        mrl_places="$mrl_places $1"
        ;;
    USER | LOGNAME | TZ | TERM | LANG | LANGUAGE | LC_* | COLUMNS | NO_COLOR | FORCE_COLOR | SYSTEM_PACKAGES) ;;
    CI | GITHUB_ACTIONS | GITLAB_CI | GITHUB_SERVER_URL | CI_SERVER_URL | SOURCE_DATE_EPOCH | GIT_CONFIG_NOSYSTEM) ;;
    http_proxy | https_proxy | all_proxy | no_proxy | HTTPS_PROXY | ALL_PROXY | NO_PROXY) ;;
    GIT_SSL_NO_VERIFY | GIT_HTTP_PROXY_AUTHMETHOD) ;;
    PIP_INDEX_URL | PIP_EXTRA_INDEX_URL | PIP_FIND_LINKS) mrl_sources="$mrl_sources $1" ;;
    PIP_NO_INDEX | PIP_TRUSTED_HOST | PIP_PROXY | PIP_TIMEOUT | PIP_DEFAULT_TIMEOUT | PIP_RETRIES | PIP_NO_CACHE_DIR) ;;
    GITHUB_TOKEN | GH_TOKEN | GITLAB_TOKEN | CI_JOB_TOKEN | MRL_TOKEN_* | MRL_COMPLETE_FROM | \
        SIGSTORE_ID_TOKEN | ACTIONS_ID_TOKEN_REQUEST_* | GITHUB_OUTPUT | GITHUB_STEP_SUMMARY)
        drop "$1"
        eval "$1=\$mrl_value"
        case $1 in
        MRL_TOKEN_*) mrl_own_tokens="$mrl_own_tokens $1" ;;
        # Files that we write to: a link of the checkout could lead anywhere.
        GITHUB_OUTPUT | GITHUB_STEP_SUMMARY) mrl_places="$mrl_places $1" ;;
        esac
        return
        ;;
    *) drop "$1" ;;
    esac
    if names_checkout "$mrl_value"; then drop "$1"; fi
}

# Whether a text names the checkout, by whichever of its names.
names_checkout() {
    for mrl_root in "$mrl_checkout" "$PWD" "${GITHUB_WORKSPACE:-}" "${CI_PROJECT_DIR:-}" "${WORKSPACE:-}"; do
        mrl_root=${mrl_root%/}
        case $mrl_root in /?*) ;; *) continue ;; esac
        case $1 in *"$mrl_root" | *"$mrl_root"[!A-Za-z0-9_.@-]*) return 0 ;; esac
    done
    return 1
}

# Whether a path is absolute and leads, through all links, to a place outside of the checkout, be it there yet or not.
is_outside() {
    mrl_path=$1
    for mrl_hop in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        case $mrl_path in *"$mrl_line_break"*) return 1 ;; /*) ;; *) return 1 ;; esac
        mrl_folder=$mrl_path mrl_next=''
        while [ ! -d "${mrl_folder:-/}" ]; do
            mrl_next=$mrl_folder
            mrl_folder=${mrl_folder%/*}
        done
        mrl_rest=${mrl_path#"$mrl_folder"}
        case $mrl_rest/ in */../*) if [ -n "$mrl_next" ]; then return 1; fi ;; esac
        mrl_place=$(real_folder "${mrl_folder:-/}") || return 1
        if in_checkout "$mrl_place"; then return 1; fi
        if [ -z "$mrl_next" ] || [ ! -L "$mrl_next" ]; then return 0; fi
        mrl_path=$(readlink "$mrl_next")${mrl_path#"$mrl_next"} || return 1
        case $mrl_path in /*) ;; *) mrl_path=${mrl_place%/}/$mrl_path ;; esac
    done
    return 1
}

# Whether none of the places that pip finds packages at, addresses or folders, leads into the checkout.
are_outside() {
    set -f
    # shellcheck disable=SC2086 # a list of words
    set -- $1
    set +f
    for mrl_word; do
        case $mrl_word in
        [Ff][Ii][Ll][Ee]:*%*) return 1 ;;
        [Ff][Ii][Ll][Ee]:///*) is_outside "/${mrl_word#*:///}" || return 1 ;;
        [Ff][Ii][Ll][Ee]://localhost/*) is_outside "/${mrl_word#*://*/}" || return 1 ;;
        [Ff][Ii][Ll][Ee]:*) return 1 ;;
        *://*) ;;
        *) is_outside "$mrl_word" || return 1 ;;
        esac
    done
}

# Closes the environment. Until that is done nothing runs but what the shell itself can do: the path may begin in the
# checkout. Links are followed last, since that takes a program.
close_environment() {
    mrl_own_tokens='' mrl_git_url='' mrl_places='' mrl_sources=''
    each_variable admit
    export PATH="${PATH:-/usr/local/bin:/usr/bin:/bin}" CI=true
    for mrl_name in $mrl_places; do
        eval "mrl_value=\${$mrl_name-}"
        if ! is_outside "$mrl_value"; then drop "$mrl_name"; fi
    done
    for mrl_name in $mrl_sources; do
        eval "mrl_value=\${$mrl_name-}"
        if ! are_outside "$mrl_value"; then drop "$mrl_name"; fi
    done
}

# Runs a command with these variables, a list in one word, where they have a value.
with() {
    (
        for mrl_name in $1; do
            eval "mrl_value=\${$mrl_name:-}"
            if [ -n "$mrl_value" ]; then export "${mrl_name?}"; fi
        done
        shift
        "$@"
    )
}

# Prints the words of a list, which commas or line breaks separate, one to a line.
words() {
    printf '%s\n' "$1" | tr ',' '\n' | sed -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' -e '/^$/d'
}

# Leaves in $mrl_link the first symbolic link of the checkout that a path is or lies behind, or nothing.
find_link() {
    case $1 in /*) mrl_rest=${1#/} ;; *) mrl_rest=${mrl_checkout#/}/$1 ;; esac
    mrl_walked='' mrl_link=''
    while [ -n "$mrl_rest" ]; do
        mrl_place=$mrl_walked/
        mrl_walked=$mrl_place${mrl_rest%%/*}
        if [ -L "$mrl_walked" ] && mrl_place=$(real_folder "$mrl_place") && in_checkout "$mrl_place"; then
            mrl_link=$mrl_walked
            return
        fi
        case $mrl_rest in */*) mrl_rest=${mrl_rest#*/} ;; *) mrl_rest='' ;; esac
    done
}

# An input that names a file of the checkout means that file: as a link it could show, or overwrite, another one.
refuse_links() {
    find_link "$1"
    if [ -n "$mrl_link" ]; then stop "$1 is, or lies behind, a symbolic link of the checkout"; fi
}

refuse_links_in() {
    refuse_links "$1"
    case $1 in /*) mrl_place=$1 ;; *) mrl_place=./$1 ;; esac
    if [ -d "$mrl_place" ] && [ -n "$1" ] && [ -n "$(find "$mrl_place" -type l -print | head -n 1)" ]; then
        stop "$1 holds a symbolic link"
    fi
}

check_inputs() {
    for mrl_folder in "${MRL_CI_HISTORY:-}" "${MRL_CI_SINCE:-}"; do refuse_links_in "$mrl_folder"; done
    for mrl_file in "$mrl_target" "${MRL_CI_GATE_FILE:-}"; do refuse_links "$mrl_file"; done
    words "${MRL_CI_RUBRIC:-},${MRL_CI_ANSWERS:-},${MRL_CI_ARTIFACTS:-}" >"$mrl_work/words"
    while IFS= read -r mrl_word; do refuse_links "$mrl_word"; done <"$mrl_work/words"
}

# What lies in the folder for results before the run came with the checkout or from an earlier run. A CI that publishes the
# folder however the run ends would pass that for a result of this one. So this is done before anything can fail or be killed:
# files that have the names of results go; with any other, or where no folder stands there, that is moved aside and the run
# refused, with the reason in $mrl_refusal. Outside of the checkout, from where no CI publishes, nothing is moved.
clear_results() {
    mrl_refusal=''
    case $mrl_out in *"$mrl_line_break"*) mrl_refusal="the name of the folder for results holds a line break" && return ;; esac
    case $mrl_out in /*) mrl_results=$mrl_out ;; *) mrl_results=$mrl_checkout/$mrl_out ;; esac
    find_link "$mrl_results"
    if [ -n "$mrl_link" ]; then
        mrl_refusal="$mrl_out is, or lies behind, a symbolic link of the checkout"
        mrl_results=$mrl_link
    elif [ -d "$mrl_results" ]; then
        mrl_results=$(real_folder "$mrl_results")
        find_foreign
        if [ -z "$mrl_refusal" ]; then find "$mrl_results" -type f -exec rm -f -- {} +; fi
    elif [ -e "$mrl_results" ]; then
        mrl_refusal="$mrl_out is no folder, and results need one"
    fi
    if [ -n "$mrl_refusal" ]; then move_aside; fi
}

# Finds what is no result of mrl in $mrl_results, or is one that this run is to read.
find_foreign() {
    for mrl_input in "${MRL_CI_SINCE:-}" "${MRL_CI_HISTORY:-}"; do
        if [ -n "$mrl_input" ] && lies_in "$mrl_input" "$mrl_results"; then
            mrl_refusal="$mrl_input lies in $mrl_out, the folder for results, which is emptied first; move it to another folder"
            return
        fi
    done
    set -- -name snapshot.json -o -name assessment.json -o -name report.pdf -o -name report.html -o -name report.md
    set -- "$@" -o -name report.csv -o -name report.svg -o -name badge.svg -o -name summary.md -o -name SHA256SUMS
    set -- "$@" -o -name attestation.json -o -name attestation.sigstore.json -o -name attestation.sigstore
    mrl_foreign=$(find "$mrl_results" ! -type d ! \( -type f \( "$@" \) \) -print | head -n 1)
    if [ -z "$mrl_foreign" ]; then return; fi
    mrl_refusal="$mrl_out${mrl_foreign#"$mrl_results"} is no result of mrl, but lies in the folder for results"
    if [ -L "$mrl_foreign" ]; then mrl_refusal="$mrl_out holds a symbolic link"; fi
    mrl_refusal="$mrl_refusal: name a folder of its own (out), or remove it"
}

# Gives what stands at $mrl_results another name beside it, where that is in the checkout and does not hold it.
move_aside() {
    case $mrl_checkout/ in "$mrl_results"/*) return ;; esac
    mrl_place=$(real_folder "$(dirname -- "$mrl_results")")
    if ! in_checkout "$mrl_place"; then return; fi
    mrl_aside=${mrl_results%/}.before-$$
    while [ -e "$mrl_aside" ] || [ -L "$mrl_aside" ]; do mrl_aside=${mrl_aside}x; done
    if ! mv -- "${mrl_results%/}" "$mrl_aside"; then return; fi
    mrl_refusal="$mrl_refusal (${mrl_results##*/} is now called ${mrl_aside##*/})"
}

# Whether a path, be it a file or a folder, is a folder or lies in it.
lies_in() {
    if [ -d "$1" ]; then mrl_inner=$(real_folder "$1"); else mrl_inner=$(real_folder "$(dirname -- "$1")"); fi || return 1
    case $mrl_inner/ in "$(real_folder "$2")"/*) return 0 ;; *) return 1 ;; esac
}

# Installs Debian packages where no password is needed for it; SYSTEM_PACKAGES=no forbids it.
install_packages() {
    if [ "${SYSTEM_PACKAGES:-}" = no ] || ! command -v apt-get >/dev/null; then return 1; fi
    if [ "$(id -u)" = 0 ]; then mrl_as_root=''; else mrl_as_root='sudo -n'; fi
    mrl_apt="$mrl_as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120"
    # shellcheck disable=SC2086 # a command and its first arguments, all of them ours
    $mrl_apt install -y --no-install-recommends "$@" >/dev/null 2>&1 ||
        { $mrl_apt update && $mrl_apt install -y --no-install-recommends "$@"; } >"$mrl_work/apt" 2>&1
}

# Leaves the interpreter in $mrl_python, by its own absolute path: a launcher may follow a file of the checkout.
find_python() {
    mrl_wanted=${MRL_CI_PYTHON:-python3}
    mrl_found=$(command -v -- "$mrl_wanted") || stop "$mrl_wanted is missing; use an image that has Python 3.11 or newer"
    case $mrl_found in /*) ;; *) stop "$mrl_wanted is not the absolute path of a Python" ;; esac
    mrl_python=$(cd "$mrl_work" && "$mrl_found" -I -c 'import sys; print(sys.executable)') || stop "$mrl_found is no Python"
    for mrl_place in "$mrl_found" "$mrl_python"; do
        if in_checkout "$(real_folder "$(dirname -- "$mrl_place")")"; then stop "$mrl_place lies in the checkout"; fi
    done
}

# The two programs an image may lack: git, without which nothing goes, and Pango, which only the PDF needs.
prepare_system() {
    if ! command -v git >/dev/null && ! install_packages git; then stop "git is missing; use an image that has it"; fi
    if ! (cd "$mrl_work" && "$mrl_python" -I -c 'import ctypes; ctypes.CDLL("libpangoft2-1.0.so.0")') 2>/dev/null &&
        ! install_packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; then
        warn "Pango could not be installed, so there is no PDF; all else is made."
    fi
}

pip() {
    (cd "$mrl_work" && "$mrl_home/venv/bin/python" -I -m pip --quiet --disable-pip-version-check "$@")
}

# Installs exactly the files that the locks in a folder name by their digests; none is built here.
install_locked() {
    mrl_locks=$1
    shift
    if [ "${MRL_CI_SIGN:-false}" = true ]; then set -- "$@" sigstore; fi
    for mrl_lock; do
        shift
        if [ ! -f "$mrl_locks/$mrl_lock.txt" ]; then stop "$MRL_CI_VERSION has no lock $mrl_lock.txt"; fi
        set -- "$@" -r "$mrl_locks/$mrl_lock.txt"
    done
    pip install --require-hashes --only-binary=:all: "$@" || stop "pip could not install the locked packages"
}

# The project itself, from its folder or from the index; the index gives the wheel, which holds its locks.
install_mrl() {
    "$mrl_python" -I -m venv --clear "$mrl_home/venv" || stop "$mrl_python cannot make a virtual environment; install its package venv"
    case $MRL_CI_VERSION in
    [0-9]*)
        pip download --no-deps --only-binary=:all: --dest "$mrl_work/wheel" "mrl-assess==$MRL_CI_VERSION" ||
            stop "pip could not get mrl-assess $MRL_CI_VERSION"
        for mrl_wheel in "$mrl_work"/wheel/*.whl; do "$mrl_python" -I -m zipfile -e "$mrl_wheel" "$mrl_work/unpacked"; done
        install_locked "$mrl_work/unpacked/mrl/_data/requirements" runtime
        pip install --no-deps --no-index "$mrl_wheel" || stop "pip could not install $mrl_wheel"
        ;;
    # A folder or a file looks like one: the name of a package may be that of a folder of the checkout as well.
    /* | . | .. | ./* | ../*)
        case $MRL_CI_VERSION in /*) mrl_package=$MRL_CI_VERSION ;; *) mrl_package=$mrl_checkout/$MRL_CI_VERSION ;; esac
        if [ -d "$mrl_package" ]; then
            install_locked "$mrl_package/requirements" build runtime
            pip install --no-deps --no-build-isolation --no-index "$mrl_package" || stop "pip could not install $mrl_package"
        else
            pip install -- "$mrl_package" || stop "pip could not install $mrl_package"
        fi
        ;;
    *) pip install -- "$MRL_CI_VERSION" || stop "pip could not install $MRL_CI_VERSION" ;;
    esac
}

# Leaves in $mrl_program the program to call, or nothing where it is the one in $mrl_home; that is kept apart from the project's.
prepare() {
    mrl_program=''
    find_python
    if [ -z "${MRL_CI_VERSION:-}" ]; then
        mrl_program=$(command -v mrl) || stop "mrl is missing; name a version to install"
        prepare_system
    elif [ "$mrl_step" = prepare ] || [ ! -x "$mrl_home/venv/bin/python" ]; then
        prepare_system
        install_mrl
    fi
    if [ -z "$mrl_program" ]; then mrl_python=$mrl_home/venv/bin/python; fi
}

run_mrl() {
    set -- ${MRL_CI_LANG:+--lang="$MRL_CI_LANG"} "$@"
    if [ -n "$mrl_program" ]; then "$mrl_program" "$@"; else "$mrl_python" -I -m mrl "$@"; fi
}

# CI fetches the newest commits alone. mrl reads the rest from the server that the CI names, never as the checkout's
# configuration says, and without file contents. A token goes where the CI that gave it says, and nowhere else.
find_history() {
    if [ "${MRL_CI_DEEPEN:-true}" != true ]; then MRL_COMPLETE_FROM='' && return; fi
    if [ -n "${MRL_COMPLETE_FROM:-}" ]; then return; fi
    mrl_user='' mrl_password=''
    if [ -n "${GITHUB_REPOSITORY:-}" ]; then
        mrl_address=${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_REPOSITORY.git
        mrl_user=x-access-token mrl_password=${GITHUB_TOKEN:-${GH_TOKEN:-}}
    elif [ -n "${CI_PROJECT_URL:-}" ]; then
        mrl_address=$CI_PROJECT_URL.git
        mrl_user=gitlab-ci-token mrl_password=${CI_JOB_TOKEN:-}
    else
        mrl_address=$mrl_git_url
    fi
    case $mrl_password in '' | *[!A-Za-z0-9_.-]*) mrl_login='' ;; *) mrl_login=$mrl_user:$mrl_password@ ;; esac
    case $mrl_address in
    https://* | http://127.0.0.1:*) MRL_COMPLETE_FROM=${mrl_address%%//*}//$mrl_login${mrl_address#*//} ;;
    esac
}

assess() {
    set -- --out="$mrl_out"
    if [ -n "${MRL_CI_AS_OF:-}" ]; then set -- "$@" --as-of="$MRL_CI_AS_OF"; fi
    if [ -n "${MRL_CI_HISTORY:-}" ]; then set -- "$@" --history="$MRL_CI_HISTORY"; fi
    mrl_secrets="MRL_COMPLETE_FROM GITHUB_TOKEN GH_TOKEN GITLAB_TOKEN$mrl_own_tokens"
    if [ "${MRL_CI_OFFLINE:-false}" = true ]; then set -- "$@" --offline && mrl_secrets=MRL_COMPLETE_FROM; fi
    for mrl_kind in rubric answers; do
        if [ "$mrl_kind" = rubric ]; then words "${MRL_CI_RUBRIC:-}"; else words "${MRL_CI_ANSWERS:-}"; fi >"$mrl_work/words"
        while IFS= read -r mrl_word; do set -- "$@" --"$mrl_kind"="$mrl_word"; done <"$mrl_work/words"
    done
    with "$mrl_secrets" run_mrl assess "$@" -- "$mrl_target" >"$mrl_work/said" || { mrl_status=$? && cat "$mrl_work/said" && exit "$mrl_status"; }
    cat "$mrl_work/said"
    # With several rubrics there are several assessments; the first rubric's is judged and told.
    mrl_assessment=$(sed -n '/assessment\.json$/p' "$mrl_work/said" | head -n 1)
    mrl_folder=$(dirname -- "$mrl_assessment")
    run_mrl report --format=badge --out="$mrl_folder" --quiet -- "$mrl_assessment"
}

# Leaves the status of the gate in $mrl_verdict; without a condition there is no gate.
judge() {
    mrl_verdict=0
    set --
    if [ -n "${MRL_CI_GATE_FILE:-}" ]; then set -- "$@" --file="$MRL_CI_GATE_FILE"; fi
    if [ -n "${MRL_CI_MIN_LEVEL:-}" ]; then set -- "$@" --min-level="$MRL_CI_MIN_LEVEL"; fi
    if [ -n "${MRL_CI_MIN_READINESS:-}" ]; then set -- "$@" --min-readiness="$MRL_CI_MIN_READINESS"; fi
    if [ -n "${MRL_CI_MIN_COVERAGE:-}" ]; then set -- "$@" --min-coverage="$MRL_CI_MIN_COVERAGE"; fi
    if [ $# -eq 0 ]; then return; fi
    if [ -n "${MRL_CI_SINCE:-}" ]; then set -- "$@" --since="$MRL_CI_SINCE"; fi
    if [ -n "${MRL_CI_UNDETERMINED:-}" ]; then set -- "$@" --undetermined="$MRL_CI_UNDETERMINED"; fi
    run_mrl gate "$@" --markdown="$mrl_work/gate.md" -- "$mrl_assessment" || mrl_verdict=$?
    case $mrl_verdict in 0 | 1 | 3) ;; *) exit "$mrl_verdict" ;; esac
}

# What people see on the page of a run, and what later steps may ask for.
tell() {
    for mrl_part in "$mrl_work/gate.md" "$mrl_folder/report.md"; do
        if [ -f "$mrl_part" ]; then cat -- "$mrl_part" && printf '\n'; fi
    done >"$mrl_work/summary.md"
    cp -- "$mrl_work/summary.md" "$mrl_out/summary.md"
    if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat -- "$mrl_work/summary.md" >>"$GITHUB_STEP_SUMMARY"; fi
    "$mrl_python" -I - "$mrl_assessment" "${GITHUB_OUTPUT:-$mrl_work/outputs}" <<'PROGRAM'
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
    if [ -z "${MRL_CI_ATTACH:-}" ] || [ "$mrl_verdict" != 0 ]; then return; fi
    GITLAB_TOKEN=${GITLAB_TOKEN:-${CI_JOB_TOKEN:-}}
    if [ -z "${GITHUB_TOKEN:-}${GH_TOKEN:-}$GITLAB_TOKEN" ]; then
        warn "Nothing was attached to the release $MRL_CI_ATTACH: this run has no token."
        return
    fi
    words "${MRL_CI_ARTIFACTS:-}" >"$mrl_work/words"
    set --
    while IFS= read -r mrl_word; do set -- "$@" "$mrl_word"; done <"$mrl_work/words"
    mrl_sign='' mrl_identity=''
    if [ "${MRL_CI_SIGN:-false}" = true ]; then
        mrl_sign=--sign-required
        mrl_identity="SIGSTORE_ID_TOKEN ACTIONS_ID_TOKEN_REQUEST_TOKEN ACTIONS_ID_TOKEN_REQUEST_URL"
    fi
    with "$mrl_identity" run_mrl attest ${mrl_sign:+"$mrl_sign"} -- "$mrl_folder" "$@"
    set -- --release="$MRL_CI_ATTACH"
    if [ -n "${GITLAB_CI:-}" ]; then set -- "$@" --forge=gitlab --repository="$CI_PROJECT_URL"; fi
    if [ -n "${GITHUB_REPOSITORY:-}" ]; then set -- "$@" --forge=github --repository="$GITHUB_REPOSITORY"; fi
    if [ "${MRL_CI_CREATE:-false}" = true ]; then set -- "$@" --create; fi
    with "GITHUB_TOKEN GH_TOKEN GITLAB_TOKEN$mrl_own_tokens" run_mrl attach "$@" -- "$mrl_folder"
}

mrl_step=${1:-}
close_environment
mrl_target=${MRL_CI_TARGET:-.}
mrl_out=${MRL_CI_OUT:-out}
if [ "$mrl_step" != prepare ]; then clear_results; else mrl_refusal=''; fi
mrl_work=$(mktemp -d)
trap end EXIT
mrl_mute=$(basename -- "$mrl_work")
mrl_home=${MRL_CI_HOME:-$mrl_work/home}
export HOME="${HOME:-$mrl_work}"
if [ -n "${GITHUB_ACTIONS:-}" ]; then printf '::stop-commands::%s\n' "$mrl_mute"; fi
# Not before GitHub is told to obey no line: what is said holds names that the checkout chose.
if [ -n "$mrl_refusal" ]; then stop "$mrl_refusal"; fi
case $mrl_home in /*) ;; *) stop "MRL_CI_HOME is not an absolute path" ;; esac
if ! is_outside "$mrl_home"; then stop "MRL_CI_HOME lies in the checkout"; fi
prepare
if [ "$mrl_step" = prepare ]; then exit 0; fi
check_inputs
find_history
assess
judge
tell
attach
exit "$mrl_verdict"
