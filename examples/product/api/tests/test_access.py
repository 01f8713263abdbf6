"""Who may."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from product.tokens import Caller, Keyring, Refused
from tests.conftest import KEY

SOMEBODY = Caller(user=7, organisation=3, role="member")
PROTECTED = [
    ("GET", "/api/db/info"),
    ("GET", "/api/companies"),
    ("POST", "/api/companies"),
    ("GET", "/api/companies/1"),
    ("PUT", "/api/companies/1"),
    ("DELETE", "/api/companies/1"),
    ("POST", "/api/companies/1/enrich"),
    ("GET", "/api/companies/1/enrich"),
    ("POST", "/api/reports"),
    ("GET", "/api/reports/1"),
    ("POST", "/api/invitations"),
]


@pytest.mark.parametrize(("method", "path"), PROTECTED)
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer forged"}, {"Authorization": "Basic Zm9vOmJhcg=="}])
def test_nothing_protected_answers_without_a_good_token(
    client: TestClient, method: str, path: str, headers: dict[str, str]
) -> None:
    answer = client.request(method, path, headers=headers)
    assert (answer.status_code, answer.json()) == (401, {"detail": "not signed in"})


def test_the_document_marks_exactly_what_needs_no_token(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    operations = [(method.upper(), path, said) for path, all_of in paths.items() for method, said in all_of.items()]
    public = {(method, path) for method, path, said in operations if said.get("x-visibility") == "public"}
    guarded = {(method, path) for method, path, said in operations if said.get("security") == [{"token": []}]}
    assert public == {("GET", "/health"), ("GET", "/api/status"), ("POST", "/auth/login")}
    assert {(method, path.replace("1", "{}")) for method, path in PROTECTED} == {
        (method, path.replace("{company}", "{}").replace("{report}", "{}")) for method, path in guarded
    }
    assert not public & guarded


def test_a_token_says_who_its_bearer_is() -> None:
    keys = Keyring.of(KEY)
    assert keys.read(keys.issue(SOMEBODY)) == SOMEBODY


def test_a_rotation_refuses_nobodys_token() -> None:
    first, second, third = (f"{name}-key-that-is-long-enough-for-this" for name in ("first", "second", "third"))
    before, after = Keyring.of(first, "", second), Keyring.of(second, first, third)
    assert after.read(before.issue(SOMEBODY)) == SOMEBODY
    assert before.read(after.issue(SOMEBODY)) == SOMEBODY


@pytest.mark.parametrize(
    "token",
    [
        "",
        "nonsense",
        Keyring.of(KEY).issue(SOMEBODY, timedelta(seconds=-1)),
        Keyring.of("a-key-of-somebody-else-altogether").issue(SOMEBODY),
    ],
    ids=["empty", "nonsense", "ended", "of another key"],
)
def test_what_no_key_vouches_for_now_is_refused(token: str) -> None:
    with pytest.raises(Refused):
        Keyring.of(KEY).read(token)


def test_a_short_key_signs_nothing() -> None:
    with pytest.raises(ValueError, match="fewer than 32"):
        Keyring.of("short")
