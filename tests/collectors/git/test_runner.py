import contextlib
import os
import resource
import select
import signal
from pathlib import Path
from typing import IO

import pytest
from support.repository_builder import git

from mrl.collectors.git import runner
from mrl.collectors.git.runner import CommandCounter, GitError, git_version, read_git, run_git
from mrl.errors import MrlError

HANGING_GIT = """#!/bin/sh
[ "$1" = version ] && echo git version 2.40.0 && exit
cat "$FOLDER/pipe" &
cat "$FOLDER/pipe" <&-
"""


@pytest.fixture(autouse=True)
def _version_is_asked_afresh():
    git_version.cache_clear()
    yield
    git_version.cache_clear()


@pytest.fixture
def fake_git(tmp_path, monkeypatch):
    """Put a program named git, made of this text, before the real one; give the folder it is in."""

    def make(text: str) -> Path:
        program = tmp_path / "git"
        program.write_text(text.replace("$FOLDER", str(tmp_path)))
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        return tmp_path

    return make


def test_gives_the_whole_output_and_counts(tmp_path):
    counter = CommandCounter()
    git("init", "--quiet", "--bare", folder=tmp_path)
    oid = run_git(["hash-object", "-w", "--stdin"], git_dir=tmp_path, stdin=b"text", counter=counter)
    assert run_git(["cat-file", "blob", oid.decode().strip()], git_dir=tmp_path, counter=counter) == b"text"
    assert (counter.git_commands, counter.clones) == (2, 0)


def test_much_input_and_much_output_at_once(tmp_path):
    git("init", "--quiet", "--bare", folder=tmp_path)
    names = b"".join(b"%040x\n" % number for number in range(1, 60_000))
    output = run_git(["cat-file", "--batch-check"], git_dir=tmp_path, stdin=names)
    assert output == names.replace(b"\n", b" missing\n")


def test_messages_do_not_say_where_the_git_directory_is(tmp_path):
    git("init", "--quiet", "--bare", folder=tmp_path)
    (tmp_path / "packed-refs").write_text("nonsense\n")
    with pytest.raises(GitError, match=r"unexpected line in packed-refs$") as caught:
        run_git(["for-each-ref"], git_dir=tmp_path)
    assert str(tmp_path) not in str(caught.value)


def test_failure_has_status_arguments_and_clean_message(tmp_path):
    git("init", "--quiet", "--bare", folder=tmp_path)
    with pytest.raises(GitError) as caught:
        run_git(["rev-parse", "--verify", "no\x1b[31msuch\u202ething"], git_dir=tmp_path)
    assert caught.value.returncode == 128
    assert caught.value.arguments == ("rev-parse", "--verify", "no[31msuchthing")
    assert caught.value.stderr == "fatal: Needed a single revision"
    assert "\x1b" not in str(caught.value)


def test_output_before_a_failure_is_not_given(fake_git):
    fake_git("#!/bin/sh\necho git version 2.40.0\n[ $1 = version ] || exit 3\n")
    with pytest.raises(GitError, match="failed with status 3: no message"):
        run_git(["rev-list", "HEAD"], git_dir=None)


def test_messages_are_blanked_shortened_and_handed_on(fake_git):
    fake_git(
        "#!/bin/sh\n[ $1 = version ] && echo git version 2.40.0 && exit\n"
        'for i in $(seq 40); do printf "line $i\\r" >&2; done\n'
        'printf "cannot reach https://ada:secret@x@example.org/x\\033[2J\\n" >&2; exit 1\n'
    )
    heard: list[str] = []
    with pytest.raises(GitError) as caught:
        run_git(["fetch", "https://ada:secret@example.org/x"], git_dir=None, on_message=heard.append)
    assert heard[:2] == ["line 1", "line 2"]
    lines = caught.value.stderr.splitlines()
    assert len(lines) == 20
    assert lines[-2:] == ["line 40", "cannot reach https://***@example.org/x[2J"]
    assert caught.value.arguments[1] == "https://***@example.org/x"


@pytest.fixture
def hanging_git(fake_git):
    """A git that starts another program, and both wait for a pipe that nobody writes to."""
    folder = fake_git(HANGING_GIT)
    os.mkfifo(folder / "pipe")
    return folder


def assert_nobody_reads(pipe: Path) -> None:
    with pytest.raises(OSError, match="No such device or address"):
        os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)


def test_timeout_kills_everything_that_was_started(hanging_git):
    with pytest.raises(GitError, match=r"was stopped: no end within 0.5 seconds") as caught:
        run_git(["rev-list"], git_dir=None, timeout=0.5)
    assert caught.value.returncode is None
    assert_nobody_reads(hanging_git / "pipe")


def test_interrupt_kills_everything_that_was_started(hanging_git):
    with contextlib.ExitStack() as stack:
        writers: list[IO[bytes]] = []

        def consume(_stdout: IO[bytes]) -> None:
            # waits for the first reader; stays open, so that no reader ends by itself
            writers.append(stack.enter_context((hanging_git / "pipe").open("wb", buffering=0)))
            signal.raise_signal(signal.SIGINT)

        with pytest.raises(KeyboardInterrupt):
            read_git(["rev-list"], consume, git_dir=None)
        # what was killed needs a moment to be gone; the pipe tells when its last reader is
        pipe = select.poll()
        pipe.register(writers[0], select.POLLERR)
        assert pipe.poll(60_000)


def test_output_that_ends_too_early_is_an_error(tmp_path):
    git("init", "--quiet", "--bare", folder=tmp_path)

    def consume(_stdout: IO[bytes]) -> None:
        raise EOFError("half of it is missing")

    with pytest.raises(GitError, match="git cat-file was stopped: half of it is missing"):
        read_git(["cat-file", "--batch-check"], consume, git_dir=tmp_path)


def test_endless_output_is_an_error(fake_git, monkeypatch):
    fake_git("#!/bin/sh\n[ $1 = version ] && echo git version 2.40.0 && exit\nexec yes\n")
    monkeypatch.setattr(runner, "LARGEST_ANSWER", 5_000_000)
    with pytest.raises(GitError, match="more than 5000000 bytes"):
        run_git(["ls-tree"], git_dir=None)


def test_git_is_missing(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        MrlError, match=r"cannot be run; install git 2.32 or newer and see that it is on PATH"
    ):
        run_git(["rev-parse"], git_dir=None)


@pytest.mark.parametrize("said", ["git version 2.31.9", "git version 1.8.3.1", "busybox"])
def test_git_is_too_old(fake_git, said):
    fake_git(f"#!/bin/sh\necho {said}\n")
    with pytest.raises(MrlError, match=f"{said} is too old; install git 2.32 or newer"):
        run_git(["rev-parse"], git_dir=None)


@pytest.mark.parametrize(("said", "version"), [("2.39.5 (Apple Git-154)", (2, 39)), ("3.0.rc1", (3, 0))])
def test_versions_as_vendors_write_them(fake_git, said, version):
    fake_git(f"#!/bin/sh\necho 'git version {said}'\n")
    assert git_version() == version


def test_a_git_in_the_current_folder_is_never_run(tmp_path, monkeypatch):
    marker = tmp_path / "marker"
    program = tmp_path / "git"
    program.write_text(f"#!/bin/sh\ntouch {marker}\necho git version 2.40.0\n")
    program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f":.:{os.environ['PATH']}")
    run_git(["version"], git_dir=None)
    assert not marker.exists()


def test_the_environment_is_closed(fake_git, monkeypatch, tmp_path):
    fake_git("#!/bin/sh\n[ $1 = version ] && echo git version 2.40.0 && exit\nenv\n")
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", "/elsewhere")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "/bin/evil")
    monkeypatch.setenv("LD_PRELOAD", "")
    output = run_git(["env"], git_dir=tmp_path, environment={"GIT_ALLOW_PROTOCOL": "https", "TZ": None})
    seen = dict(line.split("=", 1) for line in output.decode().splitlines())
    assert {"GIT_OBJECT_DIRECTORY", "GIT_EXTERNAL_DIFF", "LD_PRELOAD", "TZ"}.isdisjoint(seen)
    assert seen["GIT_DIR"] == str(tmp_path)
    assert (seen["GIT_ALLOW_PROTOCOL"], seen["GIT_CONFIG_GLOBAL"], seen["HOME"]) == (
        "https",
        "/dev/null",
        "/dev/null",
    )


def test_an_error_names_the_command_and_leaves_out_how_far_it_was():
    said = """remote: Enumerating objects: 4, done.
remote: Counting objects:  25% (1/4)
remote: Total 4 (delta 0), reused 0 (delta 0), pack-reused 0
remote: Repository not found.
Receiving objects: 100% (4/4), 500 bytes, done.
fatal: index-pack failed"""
    problem = GitError(["-c", "fetch.negotiationAlgorithm=noop", "fetch", "origin"], 128, said)
    assert str(problem) == (
        "git fetch failed with status 128: remote: Repository not found.\nfatal: index-pack failed"
    )
    assert str(GitError(["--version"], 1, "")) == "git --version failed with status 1: no message"


@pytest.mark.skipif(not Path("/usr/bin/prlimit").exists(), reason="there is no prlimit here")
def test_git_has_a_limit_to_its_memory_from_the_first_instruction(fake_git):
    fake_git("#!/bin/sh\n[ $1 = version ] && echo git version 2.40.0 && exit\nulimit -v\n")
    assert run_git(["cat-file"], git_dir=None) == b"4194304\n"


@pytest.mark.skipif(not Path("/usr/bin/prlimit").exists(), reason="there is no prlimit here")
def test_a_lower_limit_of_the_user_stays(fake_git):
    fake_git("#!/bin/sh\n[ $1 = version ] && echo git version 2.40.0 && exit\nulimit -v\n")
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, before[1]))
    try:
        assert run_git(["cat-file"], git_dir=None) == b"3145728\n"
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
