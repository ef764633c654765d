"""Which repository a folder stands for: never one that does not know of it, never files of another one."""

import shutil
from pathlib import Path

import pytest
from support.repository_builder import Person, RepositoryBuilder, git

from mrl.collectors.git.store import GitStore
from mrl.collectors.git.targets import resolve_target
from mrl.errors import TargetError

ADA = Person("Ada Miller", "ada@city.example")
COMMITTER = ("-c", "user.name=Ada Miller", "-c", "user.email=ada@city.example")
FILE_PROTOCOL = ("-c", "protocol.file.allow=always")


def made(path: Path, name: str = "a.txt", *, work_tree: bool = True) -> Path:
    path.parent.mkdir(exist_ok=True, parents=True)
    return RepositoryBuilder(path).commit("2024-01-10", ADA, {name: "x"}).write(work_tree=work_tree)


def files(path: Path) -> list[str]:
    """List the files of the newest commit of what a path stands for."""
    target = resolve_target(str(path))
    assert target.path is not None
    with GitStore(target.path) as store:
        head = store.head()
        assert head is not None
        return [entry.path for entry in store.entries(head[0])]


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """Another repository of the machine."""
    return made(tmp_path / "victim", "secret.txt")


@pytest.fixture
def outer(tmp_path: Path) -> Path:
    return made(tmp_path / "outer", "outer.txt")


def committed_bare(outer: Path, _victim: Path) -> Path:
    return made(outer / "sub", work_tree=False)


def deep_bare(outer: Path, _victim: Path) -> Path:
    return made(outer / "a" / "b" / "x.git", work_tree=False) / "refs" / "heads"


def bare_beside_broken_git(outer: Path, _victim: Path) -> Path:
    shutil.rmtree(outer / ".git")
    (outer / ".git").write_text("gitdir: ../gone\n")
    return made(outer / "sub", work_tree=False)


def bare_in_linked(outer: Path, _victim: Path) -> Path:
    git("worktree", "add", "--quiet", "--detach", "../linked", folder=outer)
    return made(outer.parent / "linked" / "sub", work_tree=False)


EMBEDDED = (committed_bare, deep_bare, bare_beside_broken_git, bare_in_linked)


@pytest.mark.parametrize("make", EMBEDDED)
def test_files_of_a_work_tree_are_no_repository(make, outer, victim):
    with pytest.raises(
        TargetError, match=r"looks like a bare repository, but lies in the work tree of .*; assess"
    ):
        resolve_target(str(make(outer, victim)))


def head_and(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    (folder / name).write_text(text)
    return folder


def commondir(outer: Path, victim: Path) -> Path:
    return head_and(outer / "sub", "commondir", f"{victim}/.git\n")


def relative_commondir(outer: Path, _victim: Path) -> Path:
    return head_and(outer / "sub", "commondir", "../../victim/.git\n")


def commondir_outside(outer: Path, victim: Path) -> Path:
    return head_and(outer.parent / "sub", "commondir", f"{victim}/.git\n")


def commondir_of_a_git_folder(outer: Path, victim: Path) -> Path:
    (outer / ".git" / "commondir").write_text(f"{victim}/.git\n")
    return outer


def linked_commondir(outer: Path, victim: Path) -> Path:
    (victim.parent / "line").write_text(f"{victim}/.git\n")
    (outer / ".git" / "commondir").symlink_to(victim.parent / "line")
    return outer


def pretended_worktree(outer: Path, victim: Path) -> Path:
    """A folder called `worktrees` does not make the repository list it."""
    (outer / "worktrees").mkdir()
    return head_and(outer / "worktrees" / "x", "commondir", f"{victim}/.git\n")


@pytest.mark.parametrize(
    "make",
    [
        commondir,
        relative_commondir,
        commondir_outside,
        commondir_of_a_git_folder,
        linked_commondir,
        pretended_worktree,
    ],
)
def test_no_commondir_leads_to_another_repository(make, outer, victim):
    with pytest.raises(
        TargetError, match=r"/commondir (names another folder|is a link).*; .*clone the repository"
    ):
        resolve_target(str(make(outer, victim)))


def pointing(folder: Path, git_dir: Path | str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / ".git").write_text(f"gitdir: {git_dir}\n")
    return folder


def to_git_folder(outer: Path, victim: Path) -> Path:
    return pointing(outer / "sub", victim / ".git")


def to_bare(outer: Path, _victim: Path) -> Path:
    return pointing(outer.parent / "sub", made(outer.parent / "private.git", work_tree=False))


def to_embedded(outer: Path, _victim: Path) -> Path:
    made(outer / "embedded", work_tree=False)
    return pointing(outer / "sub", "../embedded")


def by_link(outer: Path, victim: Path) -> Path:
    (outer / "sub").mkdir()
    (outer / "sub" / ".git").symlink_to(victim / ".git")
    return outer / "sub"


def to_worktree_of_another(outer: Path, victim: Path) -> Path:
    git("worktree", "add", "--quiet", "--detach", "../linked", folder=victim)
    return pointing(outer / "sub", victim / ".git" / "worktrees" / "linked")


def to_separate_of_another(outer: Path, victim: Path) -> Path:
    git("init", "--quiet", f"--separate-git-dir={outer.parent}/apart", folder=victim)
    git("config", "core.worktree", str(victim), folder=victim)
    return pointing(outer / "sub", outer.parent / "apart")


def to_module_of_another(outer: Path, victim: Path) -> Path:
    with_submodule(victim, outer)
    return pointing(outer / "sub", victim / ".git" / "modules" / "lib")


def through_two(outer: Path, victim: Path) -> Path:
    """A work tree around it that is itself none of the victim's."""
    with_submodule(victim, outer)
    pointing(outer.parent / "false", victim / ".git")
    return pointing(outer.parent / "false" / "sub", victim / ".git" / "modules" / "lib")


def to_module_beside(outer: Path, victim: Path) -> Path:
    """Any folder of a repository is no submodule of it because it says so."""
    with_submodule(outer, victim)
    return pointing(outer / "sub", "../.git/modules/lib")


def to_module_within_a_submodule(outer: Path, victim: Path) -> Path:
    lib = with_submodule(outer, victim)
    with_submodule(lib, made(outer.parent / "other"))
    return pointing(lib / "sub", outer / ".git" / "modules" / "lib" / "modules" / "lib")


def to_module_of_a_linked_one(outer: Path, victim: Path) -> Path:
    git("worktree", "add", "--quiet", "--detach", "../linked", folder=outer)
    with_submodule(outer.parent / "linked", victim)
    place = outer / ".git" / "worktrees" / "linked" / "modules" / "lib"
    assert place.is_dir()
    return pointing(outer.parent / "linked" / "sub", place)


def moved_by_hand(outer: Path, victim: Path) -> Path:
    """Git does not read it either."""
    lib = with_submodule(outer, victim)
    (outer / "deep").mkdir()
    (lib / ".git").write_text("gitdir: ../../.git/modules/lib\n")
    return lib.rename(outer / "deep" / "lib")


def module_that_names_none(outer: Path, victim: Path) -> Path:
    lib = with_submodule(outer, victim)
    git("config", "--unset", "core.worktree", folder=outer / ".git" / "modules" / "lib")
    return lib


def to_separate_in_a_work_tree(outer: Path, victim: Path) -> Path:
    git("init", "--quiet", f"--separate-git-dir={outer}/apart", folder=victim)
    return pointing(outer / "sub", outer / "apart")


@pytest.mark.parametrize(
    "make",
    [
        to_module_beside,
        to_module_within_a_submodule,
        to_module_of_a_linked_one,
        moved_by_hand,
        module_that_names_none,
        to_separate_in_a_work_tree,
        to_git_folder,
        to_bare,
        to_embedded,
        by_link,
        to_worktree_of_another,
        to_separate_of_another,
        to_module_of_another,
        through_two,
    ],
)
def test_a_git_directory_elsewhere_has_to_confirm(make, outer, victim):
    message = (
        r"/\.git names a git directory that does not confirm that this work tree is its own; .*clone it anew"
    )
    with pytest.raises(TargetError, match=message):
        resolve_target(str(make(outer, victim)))


def with_submodule(outer: Path, source: Path) -> Path:
    git(*FILE_PROTOCOL, "submodule", "--quiet", "add", str(source), "lib", folder=outer)
    return outer / "lib"


def plain(outer: Path, victim: Path) -> Path:
    assert outer
    return victim


def bare(outer: Path, victim: Path) -> Path:
    git("clone", "--quiet", "--bare", str(victim), "mirror/x/repo", folder=outer.parent)
    return outer.parent / "mirror" / "x" / "repo"


def worktree(outer: Path, victim: Path) -> Path:
    git("worktree", "add", "--quiet", "--detach", str(outer / "linked"), folder=victim)
    return outer / "linked"


def worktree_of_bare(outer: Path, victim: Path) -> Path:
    git("worktree", "add", "--quiet", "--detach", str(outer.parent / "linked"), folder=bare(outer, victim))
    return outer.parent / "linked"


def submodule(outer: Path, victim: Path) -> Path:
    return with_submodule(outer, victim)


def submodule_in_submodule(outer: Path, victim: Path) -> Path:
    middle = made(outer.parent / "middle")
    with_submodule(middle, victim)
    git(*COMMITTER, "commit", "-q", "-m", "lib", folder=middle)
    lib = with_submodule(outer, middle)
    git(*FILE_PROTOCOL, "submodule", "--quiet", "update", "--init", "--recursive", folder=outer)
    return lib / "lib"


def submodule_of_worktree(outer: Path, victim: Path) -> Path:
    git("worktree", "add", "--quiet", "--detach", "../linked", folder=outer)
    return with_submodule(outer.parent / "linked", victim)


def moved_submodule(outer: Path, victim: Path) -> Path:
    with_submodule(outer, victim)
    (outer / "deep").mkdir()
    git("mv", "lib", "deep/lib", folder=outer)
    return outer / "deep" / "lib"


def moved_with_all_around(outer: Path, victim: Path) -> Path:
    with_submodule(outer, victim)
    return outer.rename(outer.parent / "elsewhere") / "lib"


def absorbed_submodule(outer: Path, victim: Path) -> Path:
    lib = nested_clone(outer, victim)
    git(*FILE_PROTOCOL, "submodule", "--quiet", "add", f"{victim}", "vendor/x", folder=outer)
    git("submodule", "--quiet", "absorbgitdirs", folder=outer)
    assert (lib / ".git").is_file()
    return lib


def sparse_submodule(outer: Path, victim: Path) -> Path:
    lib = with_submodule(outer, victim)
    git("config", "extensions.worktreeConfig", "true", folder=lib)
    git("config", "--unset", "core.worktree", folder=outer / ".git" / "modules" / "lib")
    (outer / ".git" / "modules" / "lib" / "config.worktree").write_text("[core]\n\tworktree = ../../../lib\n")
    return lib


def nested_clone(outer: Path, victim: Path) -> Path:
    git("clone", "--quiet", str(victim), "vendor/x", folder=outer)
    return outer / "vendor" / "x"


def separate(outer: Path, victim: Path) -> Path:
    git(
        "clone",
        "--quiet",
        f"--separate-git-dir={outer.parent}/apart.git",
        str(victim),
        "own",
        folder=outer.parent,
    )
    return outer.parent / "own"


def separate_in_work_tree_with_remedy(outer: Path, victim: Path) -> Path:
    """What the message says to do helps."""
    git("clone", "--quiet", f"--separate-git-dir={outer}/apart.git", str(victim), "own", folder=outer)
    with pytest.raises(TargetError, match=r"set core\.worktree there to this folder"):
        resolve_target(str(outer / "own"))
    git("config", "core.worktree", str(outer / "own"), folder=outer / "own")
    return outer / "own"


def bare_inside(outer: Path, victim: Path) -> Path:
    git("clone", "--quiet", "--bare", str(victim), "own/.bare", folder=outer.parent)
    return pointing(outer.parent / "own", "./.bare")


def bare_inside_itself(outer: Path, victim: Path) -> Path:
    return bare_inside(outer, victim) / ".bare"


def inside_git_folder(outer: Path, victim: Path) -> Path:
    with_submodule(outer, victim)
    return outer / ".git" / "modules" / "lib"


@pytest.mark.parametrize(
    "make",
    [
        plain,
        bare,
        worktree,
        worktree_of_bare,
        submodule,
        submodule_in_submodule,
        submodule_of_worktree,
        moved_submodule,
        moved_with_all_around,
        absorbed_submodule,
        sparse_submodule,
        nested_clone,
        separate,
        separate_in_work_tree_with_remedy,
        bare_inside,
        bare_inside_itself,
        inside_git_folder,
    ],
)
def test_what_git_itself_sets_up_is_read(make, outer, victim):
    assert files(make(outer, victim)) == ["secret.txt"]


@pytest.mark.parametrize("inside", ["", "deep"])
def test_no_link_of_a_work_tree_leads_to_another_repository(inside, outer, victim):
    (victim / "deep").mkdir()
    (outer / "sub").symlink_to(victim)
    (outer / "next").symlink_to("sub")
    (outer.parent / "given").symlink_to(outer / "next")
    for name in ("outer/sub", "outer/next", "given"):
        with pytest.raises(
            TargetError, match=r"is a link that leads out of the work tree of .*; give the folder"
        ):
            resolve_target(str(outer.parent / name / inside))


def test_other_links_are_followed(outer, victim):
    (outer / "docs").mkdir()
    (outer / "sub").symlink_to("docs")
    (outer.parent / "given").symlink_to(victim)
    assert files(outer / "sub") == ["outer.txt"]
    assert files(outer.parent / "given") == ["secret.txt"]


def test_beside_an_empty_folder_called_git_a_bare_repository_is_one(tmp_path):
    (tmp_path / ".git").mkdir()
    assert files(made(tmp_path / "x.git", work_tree=False)) == ["a.txt"]


def test_what_has_a_git_folder_is_not_made_bare_by_its_files(outer):
    shutil.copytree(outer / ".git", outer / "copy")
    for part in (outer / "copy").iterdir():
        part.rename(outer / part.name)
    shutil.rmtree(outer / ".git")
    (outer / ".git").write_text("gitdir: ../gone\n")
    with pytest.raises(TargetError, match="is not a git repository"):
        resolve_target(str(outer))
