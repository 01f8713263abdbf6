"""What happens around every request."""

import logging
import re
import time
from uuid import uuid4

import anyio.to_thread
from redis import RedisError
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from product import logs, metrics
from product.limits import TokenBucket

logger = logging.getLogger("access")
USABLE = re.compile(r"[\w-]{8,64}")


class Observed:
    """Gives every request an id, a log line and its numbers; an unforeseen error is a 500 with that id."""

    def __init__(self, app: ASGIApp) -> None:
        """Outermost: what others answer is observed as well."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        given = Headers(scope=scope).get("x-request-id", "")
        id_ = given if USABLE.fullmatch(given) else uuid4().hex
        logs.request_id.set(id_)
        began, status = time.perf_counter(), 0

        async def observed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = id_
            await send(message)

        try:
            await self._app(scope, receive, observed)
        except Exception:
            logger.exception("not foreseen")
            if status == 0:
                await JSONResponse({"detail": "not foreseen"}, 500)(scope, receive, observed)
            status = 500
        finally:
            took = time.perf_counter() - began
            route = getattr(scope.get("route"), "path", "none")
            metrics.count(scope["method"], route, status, took)
            logs.say(
                logger,
                "answered",
                method=scope["method"],
                path=scope["path"],
                status=status,
                duration_ms=round(took * 1000, 1),
            )
        return None


class Limited:
    """429 for an address that asks for too much. While Redis is away nobody is refused for that."""

    def __init__(self, app: ASGIApp, bucket: TokenBucket) -> None:
        """Health checks are not counted."""
        self._app, self._bucket = app, bucket

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["path"] == "/health" or await self._lets_in(scope):
            return await self._app(scope, receive, send)
        return await JSONResponse({"detail": "too many requests"}, 429, {"Retry-After": "1"})(scope, receive, send)

    async def _lets_in(self, scope: Scope) -> bool:
        client = scope["client"]
        try:
            return await anyio.to_thread.run_sync(self._bucket.lets_in, client[0] if client else "unknown")
        except RedisError:
            logger.warning("the limit could not be asked")
            return True
