"""What of the environment reaches programs, and what counts as the checkout, by any name, in two shells."""

import re
import shlex
import sys

import pytest
from support.ci_pieces import SCRIPT, run

BEGIN = "\nmrl_step=${1:-}\n"
SHELLS = ("dash", "bash")
PLACES = (
    *("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_DIRS", "MRL_CACHE", "PIP_CONFIG_FILE"),
    *("PIP_CACHE_DIR", "PIP_CERT", "PIP_CLIENT_CERT", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"),
    *("GIT_SSL_CAINFO", "GIT_SSL_KEY", "GIT_PROXY_SSL_CERT", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"),
    *("PIP_FIND_LINKS", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL"),
)


@pytest.fixture(params=SHELLS)
def shell(request):
    return request.param


@pytest.fixture
def checkout(tmp_path):
    """Make `real/p` the checkout, which `builds/p` leads to as well, with a folder and a file in it."""
    place = tmp_path / "real" / "p"
    (place / "sub").mkdir(parents=True)
    (place / "pip.conf").write_text("[global]\n")
    (tmp_path / "builds").symlink_to("real")
    return place


def closed(shell, folder, then="env -0", **variables):
    """Close the environment as the script does, then run a command; nothing behind that runs."""
    script, _, rest = SCRIPT.read_text().partition(BEGIN)
    assert rest
    done = run([shell, "-c", f"{script}\nclose_environment\n{then}", "script"], folder, variables)
    assert done.returncode == 0, done.stderr
    return dict(each.split("=", 1) for each in done.stdout.split("\0") if "=" in each)


@pytest.mark.parametrize("name", ["pip.conf", "", "none/yet", "/sub", "sub/../pip.conf"])
def test_a_path_into_the_checkout_by_a_link_reaches_no_program(shell, checkout, tmp_path, name):
    path = f"{tmp_path}/builds/p/{name}"
    assert not set(PLACES) & set(closed(shell, checkout, **dict.fromkeys(PLACES, path)))


def test_neither_does_a_link_elsewhere_that_leads_into_it(shell, checkout, tmp_path):
    (tmp_path / "file").symlink_to(checkout / "pip.conf")
    (tmp_path / "again").symlink_to("file")
    (tmp_path / "later").symlink_to("real/p/not-yet")
    (tmp_path / "round").symlink_to("round")
    for name in ("file", "again", "later", "later/deeper", "none/../real/p", "round"):
        seen = closed(shell, checkout, **dict.fromkeys(PLACES, f"{tmp_path}/{name}"))
        assert not set(PLACES) & set(seen), name


@pytest.mark.parametrize(
    "value",
    [
        *("/{place}/sub", "sub", "file://{place}/sub", "FILE://localhost{place}/sub", "file:///%72eal"),
        "https://packages.city.example {place}/sub",
    ],
)
def test_no_place_of_packages_lies_in_it(shell, checkout, tmp_path, value):
    names = ("PIP_FIND_LINKS", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL")
    value = value.format(place=tmp_path / "builds" / "p")
    assert not set(names) & set(closed(shell, checkout, **dict.fromkeys(names, value)))


def test_a_list_of_folders_loses_those_in_the_checkout(shell, checkout, tmp_path):
    (tmp_path / "good").mkdir()
    value = f"{tmp_path}/builds/p/sub:{tmp_path}/good:/{tmp_path}/real/p:sub:"
    names = ("SSL_CERT_DIR", "XDG_DATA_DIRS", "LD_LIBRARY_PATH")
    seen = closed(shell, checkout, **dict.fromkeys(names, value))
    assert {seen[name] for name in names} == {f"{tmp_path}/good"}


@pytest.mark.parametrize("root", ["CI_PROJECT_DIR", "GITHUB_WORKSPACE", "WORKSPACE"])
def test_the_whole_workspace_counts_where_the_script_starts_in_a_part_of_it(shell, checkout, tmp_path, root):
    names = ("PIP_CONFIG_FILE", "HOME", "MRL_CACHE")
    for path in (f"{tmp_path}/builds/p/pip.conf", f"{checkout}/pip.conf"):
        workspace = {root: f"{tmp_path}/builds/p/"}
        seen = closed(shell, checkout / "sub", **workspace, **dict.fromkeys(names, path))
        assert not set(names) & set(seen)
        texts = {"NO_PROXY": f"x,{tmp_path}/builds/p", "http_proxy": "http://127.0.0.1:9"}
        seen = closed(shell, checkout / "sub", **workspace, **texts)
        assert ("NO_PROXY" in seen, "http_proxy" in seen) == (False, True)


@pytest.mark.parametrize("name", ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"])
def test_what_is_told_to_the_runner_is_never_written_through_the_checkout(shell, checkout, tmp_path, name):
    (tmp_path / "told").touch()
    (checkout / "link").symlink_to(tmp_path / "told")
    (tmp_path / "back").symlink_to(checkout / "told")
    then = f"printf 'told=%s\\0' \"${{{name}:-}}\""
    for path in (
        checkout / "told",
        checkout / "link",
        tmp_path / "builds" / "p" / "told",
        tmp_path / "back",
        "told",
    ):
        assert closed(shell, checkout, then, **{name: str(path)}) == {"told": ""}, path
    for path in (tmp_path / "told", tmp_path / "not-yet"):
        assert closed(shell, checkout, then, **{name: str(path)}) == {"told": str(path)}


def test_what_lies_outside_stays(shell, checkout, tmp_path):
    (tmp_path / "bundle.pem").write_text("x")
    (tmp_path / "linked.pem").symlink_to("bundle.pem")
    (tmp_path / "real" / "p@tmp").mkdir()
    for name in ("bundle.pem", "linked.pem", "not-yet", "real", "real/p@tmp", "real/p-2"):
        kept = dict.fromkeys(("HOME", "TMPDIR", "PIP_CERT", "PIP_FIND_LINKS"), f"{tmp_path}/{name}")
        assert kept.items() <= closed(shell, checkout, **kept).items(), name
    kept = {
        "PIP_INDEX_URL": "https://packages.city.example/simple",
        "PIP_EXTRA_INDEX_URL": f"file://{tmp_path}",
    }
    assert kept.items() <= closed(shell, checkout, **kept).items()


def test_no_program_runs_before_the_environment_is_closed(shell, checkout, tmp_path):
    fake = checkout / "sub" / "readlink"
    fake.write_text(f"#!/bin/sh\necho >{shlex.quote(str(tmp_path / 'ran'))}\n")
    fake.chmod(0o755)
    (tmp_path / "link").symlink_to(checkout / "pip.conf")
    paths = f"{checkout}/sub:{tmp_path}/builds/p/sub:/{checkout}/sub:sub:/usr/bin:/bin"
    seen = closed(shell, checkout, PATH=paths, LD_LIBRARY_PATH=str(checkout), HOME=str(tmp_path / "link"))
    assert (seen["PATH"], "HOME" in seen, (tmp_path / "ran").exists()) == ("/usr/bin:/bin", False, False)


def own_names():
    """Name all variables that the script sets."""
    return sorted(set(re.findall(r"\bmrl_[a-z_]+", SCRIPT.read_text())))


def test_every_variable_of_the_script_has_its_prefix():
    text = re.sub(r"<<'PROGRAM'.*?\nPROGRAM\n", "\n", SCRIPT.read_text(), flags=re.DOTALL)
    code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    named = re.findall(
        r"(?:^|[\s;(])([a-z]\w*)=|\bfor ([a-z]\w*)(?: in\b|;)|\$\{?([a-z]\w*)|\bread -r (\w+)",
        code,
        re.MULTILINE,
    )
    names = {"".join(found) for found in named}
    assert len(names) > 40
    assert [name for name in sorted(names) if not name.startswith("mrl_") and name != "title"] == []


def test_variables_of_the_same_names_neither_end_it_nor_reach_a_program(shell, checkout):
    seen = closed(
        shell,
        checkout,
        GITHUB_TOKEN="invented",
        **dict.fromkeys(own_names(), "theirs"),
        checkout="x",
        line="y",
    )
    assert not (set(own_names()) | {"checkout", "line", "GITHUB_TOKEN"}) & set(seen)
    assert "invented" not in str(seen)


@pytest.mark.parametrize("start", ["", "export ", "declare -x ", "declare -rx ", "typeset -x "])
def test_a_line_of_a_longer_value_takes_no_variable_away(shell, checkout, start):
    special = (
        "IFS",
        "OPTIND",
        "UID",
        "EUID",
        "PPID",
        "LINENO",
        "BASH_VERSINFO",
        "SHELLOPTS",
        "BASHOPTS",
        "PS4",
    )
    names = (*own_names(), *special, "PATH", "HOME", "PWD", "_", "1", "@", "mrl checkout", "$(exit 3)")
    lines = "".join(f"\n{start}{name}=1\n{start}{name}" for name in names)
    message = {"CI_COMMIT_MESSAGE": f"fix{lines}\n", "TERM": f"x{lines}"}
    seen = closed(shell, checkout, HOME="/nowhere", **message)
    assert (seen["HOME"], seen["CI"], "CI_COMMIT_MESSAGE" in seen) == ("/nowhere", "true", False)


@pytest.mark.parametrize("root", ["CI_PROJECT_DIR", "GITHUB_WORKSPACE", "WORKSPACE"])
@pytest.mark.parametrize(
    "path", ["{real}/out", "{builds}/out", "/{real}/out/x", "{sub}/../out", "../out", "{builds}/sub/out"]
)
def test_a_link_is_refused_by_whichever_path_and_from_a_part_of_the_checkout(
    shell, checkout, tmp_path, root, path
):
    (tmp_path / "elsewhere").mkdir()
    (checkout / "out").symlink_to(tmp_path / "elsewhere")
    (checkout / "sub" / "out").symlink_to(tmp_path / "elsewhere")
    names = {"real": checkout, "builds": tmp_path / "builds" / "p", "sub": checkout / "sub"}
    given = shlex.quote(path.format(**names))
    then = f"(refuse_links {given}) 2>&1; printf 'status=%s\\0' $?"
    seen = closed(shell, checkout / "sub", f"set +e; {then}", **{root: f"{tmp_path}/builds/p"})
    (status,) = seen.values()
    assert status == "2"


def test_links_outside_of_the_checkout_are_the_callers_own(shell, checkout, tmp_path):
    for path in (
        f"{tmp_path}/builds/p/out",
        f"{tmp_path}/builds/other",
        "out",
        "sub/x",
        "https://git.city.example/x",
    ):
        then = f"refuse_links {shlex.quote(path)}; printf 'status=%s\\0' $?"
        assert closed(shell, checkout, then) == {"status": "0"}


# Notes down how pip is called, and stands for the interpreter, its virtual environment and that one's Python.
PYTHON = """\
#!/bin/sh
case "$*" in
*sys.executable*) echo {python} ;;
*"-m venv"*) for last; do :; done; mkdir -p "$last/bin" && cp {python} "$last/bin/python" ;;
*"-m pip"*) for word; do printf '%s\\n' "$word"; done >>{record} ;;
esac
"""


@pytest.mark.parametrize(
    ("version", "wanted"),
    [
        *(("mrl", "mrl"), ("lib/mrl", "lib/mrl"), ("mrl @ https://packages.city.example/mrl.whl", None)),
        *(("git+https://git.city.example/mrl", None), ("-mrl", None)),
        *(("./mrl", "{checkout}/./mrl"), ("{checkout}/mrl", "{checkout}/mrl"), (".", "{checkout}/.")),
        *(("../p", "{checkout}/../p"), ("./mrl.whl", "{checkout}/./mrl.whl"), ("..", "{checkout}/..")),
    ],
)
def test_only_what_looks_like_a_folder_is_one_of_the_checkout(shell, checkout, tmp_path, version, wanted):
    for folder in (checkout, checkout / "mrl", checkout / "lib" / "mrl", checkout / "-mrl", checkout.parent):
        (folder / "requirements").mkdir(parents=True)
        for lock in ("build", "runtime"):
            (folder / "requirements" / f"{lock}.txt").touch()
    python, record = tmp_path / "python", tmp_path / "record"
    python.write_text(PYTHON.format(python=shlex.quote(str(python)), record=shlex.quote(str(record))))
    python.chmod(0o755)
    version = version.format(checkout=checkout)
    variables = {
        "MRL_CI_VERSION": version,
        "MRL_CI_PYTHON": str(python),
        "MRL_CI_HOME": str(tmp_path / "home"),
    }
    done = run([shell, str(SCRIPT), "prepare"], checkout, variables)
    assert done.returncode == 0, done.stderr
    assert record.read_text().splitlines()[-1] == (wanted or version).format(checkout=checkout)
    assert ("--require-hashes" in record.read_text()) == (
        wanted is not None and "{" in wanted and "whl" not in wanted
    )


def test_a_home_in_the_checkout_is_refused(shell, checkout, tmp_path):
    for home in (checkout / "home", tmp_path / "builds" / "p"):
        variables = {"MRL_CI_VERSION": "1", "MRL_CI_HOME": str(home), "MRL_CI_PYTHON": sys.executable}
        done = run([shell, str(SCRIPT), "prepare"], checkout, variables)
        assert (done.returncode, "MRL_CI_HOME lies in the checkout" in done.stderr) == (2, True)
