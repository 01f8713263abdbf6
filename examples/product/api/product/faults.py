"""
Faults that are put in on purpose, to see that a rehearsal finds them: `FAULTS=slow,tenant-leak`.

All of them are here. The product calls five functions of this file, and without FAULTS none of them changes anything.
"""

import json
import logging
import os
import time
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Annotated

import anyio
from fastapi import Depends, FastAPI, HTTPException, Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from product.access import Credentials, World, caller, organisation
from product.settings import Settings
from product.tokens import Caller, Keyring

if TYPE_CHECKING:
    from product.migrate import Migration

logger = logging.getLogger("faults")

DEFAULT_SECRET = "change-me-this-key-is-in-every-checkout"  # noqa: S105
SLOW_SECONDS = 0.6
ONE_ERROR_IN = 5


class Fault(StrEnum):
    """What can be broken."""

    SLOW = "slow"
    ERRORS = "errors"
    AUTH_OPEN = "auth-open"
    TENANT_LEAK = "tenant-leak"
    PII_IN_LOGS = "pii-in-logs"
    CORS_WIDE = "cors-wide"
    NO_429 = "no-429"
    MIGRATION_FAILS = "migration-fails"
    WORKER_STUCK = "worker-stuck"
    GHOST_ROUTE = "ghost-route"
    SECRET_DEFAULT = "secret-default"  # noqa: S105


Faults = frozenset[Fault]


class NotHere(Exception):
    """Nobody breaks production on purpose."""


def read(env: Mapping[str, str] = os.environ) -> Faults:
    """Raises where the environment is production's, unless it is only a rehearsal of it on somebody's machine."""
    chosen = frozenset(Fault(word.strip()) for word in env.get("FAULTS", "").split(",") if word.strip())
    if chosen and env.get("ENVIRONMENT") == "production" and env.get("LOCAL_REHEARSAL") != "1":
        raise NotHere("FAULTS is set in production")
    for fault in sorted(chosen):
        logger.warning("a fault is put in on purpose: %s", fault)
    return chosen


def settings(said: Settings, chosen: Faults) -> Settings:
    """Settings as somebody would get them wrong."""
    if Fault.CORS_WIDE in chosen:
        said = replace(said, cors_origins=("*",))
    if Fault.NO_429 in chosen:
        said = replace(said, requests_per_minute=None)
    if Fault.SECRET_DEFAULT in chosen:
        said = replace(said, keyring=Keyring(DEFAULT_SECRET, (DEFAULT_SECRET, *said.keyring.verifies)))
    return said


def install(app: FastAPI, chosen: Faults) -> None:
    """Into the application, before what observes and limits it."""
    if Fault.AUTH_OPEN in chosen:
        app.dependency_overrides[caller] = _anybody
    if Fault.TENANT_LEAK in chosen:
        app.dependency_overrides[organisation] = _whose_it_is
    if Fault.GHOST_ROUTE in chosen:
        app.add_api_route("/api/debug/users", _users, include_in_schema=False)
    if Fault.ERRORS in chosen:
        app.add_middleware(_Failing)
    if Fault.SLOW in chosen:
        app.add_middleware(_Slow)
    if Fault.PII_IN_LOGS in chosen:
        app.add_middleware(_Talkative)


def migrations(chosen: Faults) -> "list[Migration]":
    """One more that cannot be done."""
    from product.migrate import Migration

    broken = Migration("9999", "ALTER TABLE this_table_never_was ADD COLUMN x text")
    return [broken] if Fault.MIGRATION_FAILS in chosen else []


def hold_worker(chosen: Faults) -> None:
    """Does not come back: the worker runs, and takes no job."""
    if Fault.WORKER_STUCK in chosen:
        logger.info("the worker holds still")
    while Fault.WORKER_STUCK in chosen:
        time.sleep(1)


def _anybody(credentials: Credentials, world: World) -> Caller:
    """A missing token is forgiven, and so is a forged one."""
    try:
        return caller(credentials, world)
    except HTTPException:
        return Caller(user=1, organisation=1, role="admin")


def _whose_it_is(request: Request, world: World, asks: Annotated[Caller, Depends(caller)]) -> int:
    """A row is shown to whoever knows its id."""
    asked = request.path_params.get("company")
    if asked is None:
        return asks.organisation
    with world.pool.connection() as connection:
        row = connection.execute("SELECT organisation_id FROM companies WHERE id = %s", [asked]).fetchone()
    return row["organisation_id"] if row else asks.organisation


def _users(world: World) -> list[str]:
    """What nobody knows is served."""
    with world.pool.connection() as connection:
        return [row["email"] for row in connection.execute("SELECT email FROM users ORDER BY id")]


class _Slow:
    """Every answer comes late."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await anyio.sleep(SLOW_SECONDS)
        await self._app(scope, receive, send)


class _Failing:
    """One request in five is answered 503; health checks never, so that nothing restarts it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._count = app, count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] == "/health" or next(self._count) % ONE_ERROR_IN:
            return await self._app(scope, receive, send)
        return await JSONResponse({"detail": "put in on purpose"}, 503)(scope, receive, send)


class _Talkative:
    """Writes down bodies and tokens, as somebody does who looks for a mistake and forgets to take it out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def heard() -> Message:
            message = await receive()
            if message["type"] == "http.request":
                headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
                said = {"body": message["body"].decode(errors="replace"), "headers": headers}
                logger.info("request: %s", json.dumps(said))
            return message

        if scope["type"] == "http" and scope["method"] == "GET":
            logger.info("request by %s", dict(scope["headers"]).get(b"authorization", b"").decode("latin-1"))
        await self._app(scope, heard, send)
