"""Files that look like secrets, and files that only look so."""

import pytest
from support.trees import Content, tree_of

from mrl.collectors.tree import read_tree
from mrl.model.facts import Found

BODY = "MIIEvgIBADANBgkqhkiG9w0BAQEFAASC\n"
KEY = f"-----BEGIN RSA {'PRIVATE'} KEY-----\n{BODY}"


def secrets(path: str, content: Content, *, in_tests: bool = False) -> int:
    files, read = tree_of({path: content})
    key = "security.secret_files_in_tests" if in_tests else "security.secret_files"
    return read_tree(files, read)[0].found[key].count


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("deploy/server.key", KEY),
        ("id_rsa", KEY.replace("RSA", "OPENSSH")),
        ("keys/PrivateKey.txt", KEY),
        (".env", "DB_PASSWORD=7hGd!kk2\n"),
        ("docker/prod.env", "export API_TOKEN='a8s7d6f5'\n"),
        ("config/credentials.json", '{\n  "password": "s3cr3tvalue"\n}'),
        (".npmrc", "//registry.example.org/:_authToken=abcdef0123456789"),
        (".git-credentials", "https://ada:hunter22@example.org"),
        ("service-account.json", '{"private_key": "x"}'),
        ("server.p12", b"\x00\x01"),
        ("infra/terraform.tfstate", "{}"),
    ],
)
def test_secrets_are_found(path, content):
    assert secrets(path, content) == 1
    assert secrets(f"src/test/resources/{path}", content) == 0
    assert secrets(f"src/test/resources/{path}", content, in_tests=True) == 1


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("server.pem", "-----BEGIN CERTIFICATE-----\n" + BODY),
        ("src/PrivateKeyReader.java", f'String START = "-----BEGIN {"PRIVATE"} KEY-----";'),
        (".env", "DB_PASSWORD=${DB_PASSWORD}\nTOKEN=\nSECRET=changeme\nPORT=5432\n"),
        (".env.example", "DB_PASSWORD=7hGd!kk2\n"),
        ("cacerts-truststore.jks", b"\x00"),
        ("vendor/tool/server.key", KEY),
        ("id_rsa.pub", "ssh-rsa AAAA ada@example.org"),
        (".npmrc", "registry=https://registry.example.org"),
        ("src/credentials/Credentials.java", 'String password = "abcdefgh";'),
    ],
)
def test_what_only_looks_like_a_secret_is_left_out(path, content):
    assert secrets(path, content) == 0


def test_a_suspect_that_cannot_be_read_leaves_the_question_open():
    files, read = tree_of({"server.key": None})
    facts, gaps = read_tree(files, read)
    assert "security.secret_files" not in facts.found
    assert [gap.subject for gap in gaps] == ["file tree: server.key"]


def test_a_known_secret_counts_beside_one_that_cannot_be_read():
    files, read = tree_of({"server.key": None, "other.key": KEY})
    assert read_tree(files, read)[0].found["security.secret_files"] == Found(count=1, paths=("other.key",))
