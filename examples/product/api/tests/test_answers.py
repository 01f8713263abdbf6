"""What is answered when something is not as it should be."""

import json
import logging

import pytest
from fastapi.testclient import TestClient

from product import logs
from product.settings import Misconfigured, read
from tests.conftest import ENV


def test_a_request_keeps_its_id_and_one_without_gets_one(client: TestClient) -> None:
    assert client.get("/api/status", headers={"X-Request-Id": "given-by-caller"}).headers["X-Request-Id"] == (
        "given-by-caller"
    )
    assert len(client.get("/api/status", headers={"X-Request-Id": "bad id\t"}).headers["X-Request-Id"]) == 32


def test_while_redis_is_away_nobody_is_refused_for_asking_too_much(client: TestClient) -> None:
    assert client.get("/api/status").json() == {"status": "ok", "environment": "test"}


def test_without_its_database_it_is_not_healthy_and_says_nothing_of_why(client: TestClient) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (500, {"detail": "not foreseen"})
    assert answer.headers["X-Request-Id"]


def test_a_body_that_is_not_expected_is_not_repeated(client: TestClient) -> None:
    answer = client.post("/auth/login", json={"email": "me@rolodex.example", "password": ["hunter2"]})
    assert (answer.status_code, answer.json()) == (422, {"detail": "not what was expected: body.password"})


@pytest.mark.parametrize(
    ("origin", "allowed"), [("https://www.rolodex.example", True), ("https://evil.example", False)]
)
def test_pages_of_other_origins_read_nothing(client: TestClient, origin: str, allowed: bool) -> None:
    answer = client.get("/api/status", headers={"Origin": origin})
    assert answer.headers.get("access-control-allow-origin") == (origin if allowed else None)


def test_a_log_line_is_one_object_with_the_fields_that_were_given() -> None:
    record = logging.LogRecord("access", logging.INFO, "", 0, "answered", None, None)
    record.fields = {"path": "/health", "status": 200, "duration_ms": 1.5}
    said = json.loads(logs.JsonLines().format(record))
    assert {key: said[key] for key in ("message", "path", "status", "duration_ms")} == {
        "message": "answered",
        "path": "/health",
        "status": 200,
        "duration_ms": 1.5,
    }


@pytest.mark.parametrize("name", ["ENVIRONMENT", "DATABASE_URL", "REDIS_URL", "JWT_SECRET"])
def test_what_is_missing_is_named_before_anything_is_served(name: str) -> None:
    with pytest.raises(Misconfigured, match=name):
        read({**ENV, name: ""})


def test_settings_show_nothing_that_opens_something() -> None:
    shown = str(read(ENV))
    assert ENV["JWT_SECRET"] not in shown
    assert ENV["DATABASE_URL"] not in shown
