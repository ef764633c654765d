import pytest

from mrl.collectors.http.hosts import belongs_to, host_of, is_loopback, is_public, normal_host, shown_address


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Forge.Example.org/a?b=c", "forge.example.org"),
        ("https://forge.example.org:443/a", "forge.example.org"),
        ("https://forge.example.org:8443/a", "forge.example.org:8443"),
        ("https://[::1]:8443/a", "[::1]:8443"),
        ("http://127.0.0.1:80/", "127.0.0.1"),
        ("https://forge.example.org:port/", ""),
        ("https:///a", ""),
        ("https://forge.example.org\\@evil.example/", "forge.example.org"),
    ],
)
def test_host_of_an_address(url: str, host: str) -> None:
    assert host_of(url) == host


def test_hosts_are_compared_in_one_spelling() -> None:
    assert normal_host(" Forge.Example.org:443 ") == "forge.example.org"
    assert normal_host("forge.example.org:8443") == "forge.example.org:8443"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://forge.example.org/a", "forge.example.org"),
        ("HTTPS://forge.example.org:443/a", "forge.example.org"),
        ("http://127.0.0.1:8080/a", "127.0.0.1:8080"),
        ("https://127.0.0.1:8080/a", "127.0.0.1:8080"),
        ("http://localhost/a", "localhost"),
    ],
)
def test_addresses_of_the_host(url: str, host: str) -> None:
    assert belongs_to(url, host)


@pytest.mark.parametrize(
    "url",
    [
        "http://forge.example.org/",
        "https://forge.example.org:8443/",
        "https://forge.example.org.evil.example/",
        "https://evil.example/forge.example.org",
        "https://forge.example.org@evil.example/",
        "https://evil.example\\@forge.example.org/",
        "https://evil.example#@forge.example.org/",
        "https://ada:pw@forge.example.org/",
        "ftp://forge.example.org/",
        "//forge.example.org/",
        "https://sub.forge.example.org/",
        "",
    ],
)
def test_addresses_of_others(url: str) -> None:
    assert not belongs_to(url, "forge.example.org")


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1:80", True),
        ("[::1]:80", True),
        ("localhost", True),
        ("10.0.0.1", False),
        ("localhost.example.org", False),
        ("127.0.0.1.example.org", False),
    ],
)
def test_loopback(host: str, local: bool) -> None:
    assert is_loopback(host) is local


def test_shown_addresses_hold_no_secrets() -> None:
    shown = shown_address("https://ada:secret@forge.example.org:1/a\u202eb?private_token=secret#secret")
    assert shown == "https://forge.example.org:1/ab"
    assert shown_address("https://[broken/") == "an address that cannot be read"
    assert len(shown_address("https://forge.example.org/" + "a" * 5000)) == 300


@pytest.mark.parametrize(
    "host",
    [
        "jira.city.example",
        "sonar.city.example:9443",
        "8.8.8.8",
        "8.8.8.8:443",
        "[2001:4860:4860::8888]",
        "a_b.city.eu.",
        "city.xn--p1ai",
        "[2a00:1450:4007::1]:8443",
    ],
)
def test_hosts_that_look_public(host: str) -> None:
    assert is_public(host)


@pytest.mark.parametrize(
    "host",
    [
        *(
            "localhost",
            "localhost:8080",
            "127.0.0.1",
            "127.0.0.1:8765",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0x7f.1",
        ),
        *(
            "0.0.0.0",  # noqa: S104
            "10.0.0.8",
            "172.16.0.1",
            "192.168.1.1:9000",
            "169.254.169.254",
            "100.64.0.1",
            "224.0.0.1",
        ),
        *("[::1]", "[::1]:80", "[::]", "[fe80::1]", "[fe80::1%25eth0]", "[fc00::1]", "[::ffff:127.0.0.1]"),
        *("[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[ff02::1]"),
        *(
            "jira",
            "jira:8080",
            "jira.",
            "jira.local",
            "a.localhost",
            "metadata.google.internal",
            "x.home.arpa",
        ),
        *(
            "",
            ":80",
            "a..b",
            "a b.example",
            "127\u30020\u30020\u30021",
            "\uff11\uff12\uff17.0.0.1",
        ),
        *("[", "0177.0.0.01"),
        *(
            "kubernetes.default.svc",
            "vault.default",
            "sonar.intra",
            "a.test",
            "fritz.box",
            "a.consul",
            "a.priv",
        ),
        *(
            "a.mail",
            "a.invalid",
            "a.onion",
            "1.0.0.127.in-addr.arpa",
            "a.localdomain6",
            "a.b2",
            "a.c",
            "a.b-c",
        ),
        *("a.x_y", "A.Local.".lower(), "192.168.0.1.", "1.2.3.0x4", "a.xn--"),
        *(
            "[fec0::1]",
            "[64:ff9b:1::a00:1]",
            "[::127.0.0.1]",
            "[::ffff:0:127.0.0.1]",
            "[100::1]",
            "[5f00::1]",
        ),
        *("[2001:0:1::1]", "[2001:db8::1]", "[2002:808:808::]", "[4000::1]"),
        *("192.0.0.8", "192.88.99.1", "198.18.0.1", "240.0.0.1", "[2001:20::1]", "[3fff::1]"),
        *("[2001:4860::5efe:a00:1]", "[2001:4860::200:5efe:7f00:1]", "[2001:4860:4860::8888%251]"),
    ],
)
def test_hosts_that_may_be_inside(host: str) -> None:
    assert not is_public(host)
