import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from support import repositories
from support.repositories import MAILMAP

from mrl.collectors.git.history import read_history
from mrl.collectors.git.identities import NumberedAuthors, Seen, number_authors
from mrl.collectors.git.mailmap import Identity, parse_mailmap
from mrl.collectors.git.store import GitStore

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def seen_in(*paths: Path) -> list[Seen]:
    found: list[Seen] = []
    for path in paths:
        with GitStore(path) as store:
            head = store.head()
            assert head is not None
            records, _ = read_history(
                store, head[0], branch=head[1], refs=store.refs(), release_tags=(), as_of=NOW
            )
        found += records.seen()
    return found


def seen(*pairs: tuple[str, str], commits: int = 1) -> list[Seen]:
    return [
        Seen(Identity(*pair), dt.date(2024, 1, 1) + dt.timedelta(days=day), commits)
        for day, pair in enumerate(pairs)
    ]


def groups(numbered: NumberedAuthors) -> set[frozenset[str]]:
    by_number: dict[int, set[str]] = {}
    for identity, number in numbered.numbers.items():
        by_number.setdefault(number, set()).add(f"{identity.name} <{identity.address}>")
    return {frozenset(group) for group in by_number.values() if len(group) > 1}


def test_mixed_identities_without_mailmap(tmp_path: Path) -> None:
    numbered = number_authors(seen_in(repositories.mixed_identities(tmp_path)))
    assert groups(numbered) == {
        frozenset(
            {
                "Ada Example <ada@city.example>",
                "ada example <Ada@City.Example>",
                "Example Ada <ada@old.example>",
                "Ada Éxample <1234+adaex@users.noreply.github.com>",
                "adaex <adaex@users.noreply.github.com>",
            }
        ),
        frozenset({"Ben Sample <ben@city.example>", "benny <ben+git@city.example>"}),
        frozenset({"cleo <cleo@city.example>", "Cleo Muster <cleo@city.example>"}),
    }
    assert numbered.authors.identities == 14
    assert numbered.authors.authors == 8
    assert numbered.authors.merged_by == {"mailmap": 0, "address": 4, "name": 2}


def test_mixed_identities_with_mailmap(tmp_path: Path) -> None:
    found = seen_in(repositories.mixed_identities(tmp_path, mailmap=True))
    numbered = number_authors(found, [parse_mailmap(MAILMAP)])
    numbers = numbered.numbers
    assert numbers[Identity("ada", "ada@laptop")] == numbers[Identity("Ada Example", "ada@city.example")]
    assert (
        numbers[Identity("Sample", "ben@home.example")] == numbers[Identity("Ben Sample", "ben@city.example")]
    )
    assert numbered.authors.authors == 6
    assert numbered.authors.merged_by["mailmap"] >= 3
    assert numbered.authors.identities - sum(numbered.authors.merged_by.values()) == 6


def test_authors_are_numbered_over_several_repositories_in_the_order_of_first_commits(tmp_path: Path) -> None:
    found = seen_in(*repositories.several_repositories(tmp_path))
    numbers = number_authors(found).numbers
    assert numbers[Identity("Cleo Muster", "cleo@city.example")] == 1
    assert numbers[Identity("Ada Example", "ada@city.example")] == 2
    assert numbers[Identity("Example, Ada", "ADA@city.example")] == 2
    assert sorted(set(numbers.values())) == [1, 2, 3, 4]


def test_an_address_that_many_full_names_use_joins_nobody() -> None:
    names = ["Ada Example", "Ben Sample", "Cleo Muster", "Dan Esempio"]
    shared = number_authors(seen(*((name, "forms@city.example") for name in names)))
    renamed = number_authors(seen(*((name, "ada@city.example") for name in names[:2])))
    assert (shared.authors.authors, renamed.authors.authors) == (4, 1)


def test_single_words_logins_and_unset_names_join_nobody() -> None:
    pairs = [
        ("ada", "a@x.example"),
        ("ada", "b@x.example"),
        ("root", "root@a.example"),
        ("root", "root@b.example"),
    ]
    more = [
        ("unknown", "c@x.example"),
        ("unknown", "d@x.example"),
        ("x", "login"),
        ("y", "login"),
        ("z", ""),
        ("w", ""),
    ]
    assert number_authors(seen(*pairs, *more)).authors.authors == 10


def test_organisations_are_shared_domains_without_free_mail() -> None:
    pairs = [
        ("Ada Example", "ada@city.example"),
        ("Ben Sample", "ben@dev.city.example"),
        ("Cleo Muster", "cleo@gmail.com"),
        ("Dan Esempio", "dan@gmail.com"),
        ("Eve Ejemplo", "eve@personal.example"),
        ("Ada Example", "ada@gmail.com"),
        ("Fay Exempel", "fay@company.example"),
        ("Gil Exemplo", "gil@company.example"),
    ]
    found = seen(*pairs[:1], commits=5) + seen(*pairs[1:])
    authors = number_authors(found).authors
    assert authors.authors == 7
    assert sorted(authors.organisations.values()) == [1, 1, 2, 2]


def test_nothing_personal_leaves() -> None:
    authors = number_authors(
        seen(("Ada Example", "ada@city.example"), ("Ben Sample", "ben@city.example"))
    ).authors
    assert authors.model_dump() == {
        "identities": 2,
        "authors": 2,
        "merged_by": {"mailmap": 0, "address": 0, "name": 0},
        "organisations": {1: 1, 2: 1},
    }


words = st.sampled_from(["Ada", "Ben", "Example", "Sample", "é", "root"])
identities = st.builds(
    lambda parts, local, host: Identity(" ".join(parts), f"{local}@{host}"),
    st.lists(words, max_size=3),
    st.sampled_from(["ada", "ben", "1+ada", "x"]),
    st.sampled_from(["city.example", "users.noreply.github.com", "laptop"]),
)


def numbered_from(found: Iterable[Identity]) -> NumberedAuthors:
    return number_authors(Seen(identity, dt.date(2024, 1, 1), 1) for identity in found)


@given(st.lists(identities, max_size=12), st.randoms())
def test_counts_add_up_and_the_order_of_reading_does_not_matter(
    found: list[Identity], random: object
) -> None:
    first = numbered_from(found)
    random.shuffle(found)  # type: ignore[attr-defined]
    assert numbered_from(found) == first
    authors = first.authors
    assert authors.identities - sum(authors.merged_by.values()) == authors.authors
    assert set(first.numbers.values()) == set(range(1, authors.authors + 1))
