import pytest

from mrl.collectors.git.identity_keys import address_key, name_key, organisation_key


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("Ada@City.Example", "ada@city.example"),
        (" ada+git@city.example ", "ada@city.example"),
        ("123+Ada@users.noreply.github.com", "ada@users.noreply.github.com"),
        ("ada@users.noreply.github.com", "ada@users.noreply.github.com"),
        ("123-ada@users.noreply.github.com", "123-ada@users.noreply.github.com"),
        ("123-ada@users.noreply.gitlab.com", "ada@users.noreply.gitlab.com"),
        ("ada@city.example@users.noreply.github.com", "ada@city.example"),
        ("ada", None),
        ("ada@laptop", None),
        ("ada@pc.local", None),
        ("ada@localhost.localdomain", None),
        ("ADA@12345678-1234-1234-1234-123456789abc", None),
        ("noreply@github.com", None),
        ("root@city.example", None),
        ("info@city.example", None),
        ("+x@city.example", None),
        ("@city.example", None),
        ("", None),
    ],
)
def test_address_keys(address: str, key: str | None) -> None:
    assert address_key(address) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Example", "EXAMPLE Ada"),
        ("Ada Example", "Example, Ada"),
        ("Zoé Exemplé", "zoe exemple"),
        ("Zoe\u0301 Example", "Zoé Example"),
        ("Jean-Ada Example", "Jean Ada Example"),
    ],
)
def test_spellings_of_one_full_name(one: str, other: str) -> None:
    assert name_key(one) is not None
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Ada B Example", "Ada C Example"), ("Ada Example", "Adam Example")]
)
def test_names_of_two_people(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    "name",
    [
        *("ada", "ada-example", "Ada E", "A B", "Ada Ada", "AdaExample", ""),
        *("root user", "Jenkins Build", "unknown person", "Your Name", "Team City"),
        *("user 12", "Ada Example2", "ada@city.example (x)"),
    ],
)
def test_names_that_are_no_sign_of_one_person(name: str) -> None:
    assert name_key(name) is None


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("ada@city.example", "city.example"),
        ("ada@pc7.dev.city.example", "city.example"),
        ("ada@city.gov.uk", "city.gov.uk"),
        ("ada@data.city.gouv.fr", "city.gouv.fr"),
        ("ada@gmail.com", None),
        ("ada@hotmail.co.uk", None),
        ("ada@users.noreply.github.com", None),
        ("ada@laptop", None),
        ("ada@pc.local", None),
        ("ada.example", None),
        ("", None),
    ],
)
def test_organisation_keys(address: str, key: str | None) -> None:
    assert organisation_key(address) == key
