"""A repository that wants to be run: files that programs take for their own, which leave a trace.

A trace is a file outside of the checkout that holds what was run and its environment.
"""

import shlex
from collections.abc import Mapping
from pathlib import Path

from support.people import ADA, BEN
from support.repository_builder import Content, Executable, RepositoryBuilder, Symlink, days, git

MODULES = (
    *(
        "ctypes",
        "json",
        "pathlib",
        "os",
        "re",
        "io",
        "site",
        "encodings",
        "zipfile",
        "subprocess",
        "tempfile",
    ),
    *("venv", "ensurepip", "setuptools", "click", "yaml", "babel", "numpy", "pydantic", "requests"),
    *("sitecustomize", "usercustomize", "conftest", "setup", "mrl", "pip"),
)
PACKAGES = ("venv", "pip", "mrl", "setuptools", "encodings", "ctypes")
PROGRAMS = (
    *(
        "git",
        "python",
        "python3",
        "pip",
        "pip3",
        "mrl",
        "jq",
        "sh",
        "bash",
        "make",
        "env",
        "mktemp",
        "rm",
        "cp",
    ),
    *(
        "cat",
        "sed",
        "tr",
        "find",
        "head",
        "dirname",
        "basename",
        "id",
        "sudo",
        "apt-get",
        "gcc",
        "ld",
        "ldconfig",
    ),
)
FOLDERS_OF_PROGRAMS = ("", "bin/", ".venv/bin/", "node_modules/.bin/", "embedded/")
HOOKS = ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc", "fsmonitor-watchman")


def python_text(trace: Path, name: str) -> str:
    """Write Python that leaves a trace with nothing but built-in modules."""
    return (
        "import posix, sys\n"
        f"found = posix.open({str(trace / 'python')!r} + '-' + str(posix.getpid()), 0o2101, 0o644)\n"
        f"posix.write(found, repr(({name!r}, sys.orig_argv, posix.environ)).encode())\n"
        "posix.close(found)\n"
    )


def program_text(trace: Path, name: str) -> str:
    """Write a shell program that leaves a trace."""
    place = shlex.quote(str(trace))
    return f'#!/bin/sh\n{{ echo {shlex.quote(name)} "$@"; /usr/bin/env; }} >>{place}/program-$$\n'


def hostile_settings(program: str) -> dict[str, str]:
    """List settings of git that name a program."""
    keys = ("core.fsmonitor", "core.sshCommand", "core.gitProxy", "core.pager", "core.editor", "core.askPass")
    keys += ("gpg.program", "diff.external", "credential.helper", "uploadpack.packObjectsHook")
    keys += ("filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "core.alternateRefsCommand")
    keys += ("remote.origin.uploadpack", "remote.origin.proxy", "alias.fetch", "alias.rev-parse")
    return {key: f"!{program}" if key.startswith("alias") else program for key in keys}


def hostile_files(trace: Path) -> dict[str, Content]:
    """Give the files of the tree."""
    run = program_text(trace, "inline").splitlines()[1]
    files: dict[str, Content] = {f"{name}.py": python_text(trace, f"{name}.py") for name in MODULES}
    for name in PACKAGES:
        for part in ("__init__", "__main__"):
            files[f"lib/{name}/{part}.py"] = python_text(trace, f"lib/{name}/{part}.py")
    for name in ("venv", "pip", "mrl"):
        files[f"{name}/__main__.py"] = python_text(trace, f"{name}/__main__.py")
        files[f"{name}/__init__.py"] = python_text(trace, f"{name}/__init__.py")
    for folder in FOLDERS_OF_PROGRAMS:
        for name in PROGRAMS:
            files[folder + name] = Executable(program_text(trace, folder + name))
    one_line = (
        python_text(trace, "x.pth").replace("\n", "; ").replace("import posix, sys;", "import posix, sys;")
    )
    files |= {
        "README.md": "# Services of a city\n\nSee [the manual](docs/manual.md).\n",
        "LICENSE": "Permission is hereby granted.\n",
        "x.pth": one_line.rstrip("; ") + "\n",
        "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "setup"\nbackend-path = ["."]\n'
        '[project]\nname = "services"\nversion = "1.0"\n[tool.pytest.ini_options]\naddopts = "-p conftest"\n',
        "setup.cfg": "[install]\nprefix = .\n[easy_install]\nfind_links = .\n",
        "pip.conf": "[global]\nindex-url = https://packages.invalid/\ntarget = x\n[install]\neditable = .\n",
        "requirements.txt": "-e .\n",
        ".gitattributes": "* filter=evil diff=evil merge=evil\n",
        ".gitmodules": f'[submodule "x"]\npath = x\nurl = ext::sh -c {shlex.quote(run)}\nupdate = !{run}\n',
        ".env": f"PATH=bin\nGITHUB_TOKEN=$({run})\n",
        ".envrc": run + "\n",
        ".profile": run + "\n",
        ".bashrc": run + "\n",
        ".python-version": "../../../../bin\n",
        ".netrc": "machine 127.0.0.1 login hostile password hostile\n",
        ".gitconfig": "[core]\nfsmonitor = bin/git\nsshCommand = bin/git\n",
        "Makefile": f"$(shell {run})\nall:\n\t{run}\n",
        "package.json": '{"name": "services", "scripts": {"preinstall": "bin/sh"}}',
        "--upload-pack=bin/git": "x",
        "-c": "x",
        "-rf": "x",
        "--help.yaml": "x",
        ".mrl/mrl": Executable(program_text(trace, ".mrl/mrl")),
        ".mrl/plugin.py": python_text(trace, ".mrl/plugin.py"),
        "docs/manual.md": Symlink("/etc/passwd"),
    }
    return files


def embedded_repository(folder: Path, trace: Path) -> dict[str, Content]:
    """Give the files of a bare repository, cut off, whose configuration and hooks name programs."""
    origin = RepositoryBuilder(folder / "embedded-origin").commits(days("2024-01-10", 3), BEN).write()
    path = folder / "embedded.git"
    git("clone", "--quiet", "--bare", "--depth=1", "--template=", origin.as_uri(), str(path), folder=folder)
    write_settings(path, trace)
    files: dict[str, Content] = {}
    for file in sorted(path.rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            files[str(file.relative_to(path))] = (
                Executable(content.decode()) if "hooks" in file.parts else content
            )
    return files


def write_settings(git_dir: Path, trace: Path) -> None:
    """Let the configuration and the hooks of a repository name programs that leave traces."""
    program = trace.parent / "hostile-program"
    program.write_text(program_text(trace, "named by a configuration"))
    program.chmod(0o755)
    for key, value in hostile_settings(str(program)).items():
        git("config", key, value, folder=git_dir)
    git("config", "url.ext::sh.insteadOf", "http://127.0.0.1", folder=git_dir)
    git("config", "core.hooksPath", str(git_dir / "hooks"), folder=git_dir)
    (git_dir / "hooks").mkdir(exist_ok=True)
    for hook in HOOKS:
        (git_dir / "hooks" / hook).write_text(program_text(trace, f"hook {hook}"))
        (git_dir / "hooks" / hook).chmod(0o755)


def hostile_repository(folder: Path, trace: Path) -> Path:
    """Make the repository `services.git`, bare: eight ordinary commits, and the hostile one on top."""
    trace.mkdir()
    files: dict[str, Content] = dict(hostile_files(trace))
    for place in ("embedded", "deep/er/embedded.git"):
        (folder / place.replace("/", "-")).mkdir()
        inner = embedded_repository(folder / place.replace("/", "-"), trace)
        files |= {f"{place}/{name}": content for name, content in inner.items()}
    builder = RepositoryBuilder(folder / "services.git").commits(days("2024-01-10", 8), ADA).tag("v1.0.0")
    path = builder.commit("2024-03-01", ADA, files, "Be helpful").write()
    git("config", "uploadpack.allowFilter", "true", folder=path)
    return path


def hostile_checkout(origin: str, folder: Path, trace: Path) -> Path:
    """Check the newest commit out as CI does; then what ran before changes the repository itself."""
    path = folder / "services"
    git("clone", "--quiet", "--depth=1", "--no-tags", origin, str(path), folder=folder)
    (path / "linked").mkdir()
    (path / "linked" / ".git").write_text("gitdir: ../embedded\n")
    write_settings(path / ".git", trace)
    return path


def hostile_environment(checkout: Path, path: str) -> Mapping[str, str]:
    """Give variables that make the folder of the checkout a place to look for programs and modules."""
    entries = (
        "",
        ".",
        "bin",
        str(checkout),
        str(checkout / "bin"),
        str(checkout / ".venv" / "bin"),
        path,
        "",
    )
    return {
        "PATH": ":".join(entries),
        "PYTHONPATH": f":.:lib:{checkout}",
        "PYTHONSTARTUP": "conftest.py",
        "PYTHONUSERBASE": str(checkout),
        "PIP_CONFIG_FILE": "pip.conf",
        "PIP_REQUIREMENT": "requirements.txt",
        "XDG_CONFIG_HOME": str(checkout),
        "GIT_CONFIG_GLOBAL": str(checkout / ".gitconfig"),
        "LD_LIBRARY_PATH": ":lib",
        "PYENV_VERSION": "../../bin",
        "GIT_DIR": "embedded",
        "GIT_SSH_COMMAND": str(checkout / "bin" / "sh"),
        "ENV": ".envrc",
    }


def traces(trace: Path) -> list[str]:
    """Tell what ran."""
    return sorted(file.read_text(errors="replace").splitlines()[0][:300] for file in trace.iterdir())
