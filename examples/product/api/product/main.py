"""The application, put together."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import anyio.to_thread
import sentry_sdk
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.middleware.cors import CORSMiddleware

from product import faults, settings
from product.middleware import Limited, Observed
from product.problems import EVERYWHERE, not_expected
from product.routes import auth, companies, health, invitations, reports
from product.services import Services

METHODS = ("GET", "POST", "PUT", "DELETE")
THREADS = 40


@asynccontextmanager
async def connected(app: FastAPI) -> AsyncIterator[None]:
    """The pool is open while the application serves."""
    world: Services = app.state.services
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    world.pool.open()
    try:
        yield
    finally:
        world.pool.close()
        world.redis.close()


def create(env: Mapping[str, str]) -> FastAPI:
    """Everything it needs is in the environment."""
    chosen = faults.read(env)
    said = faults.settings(settings.read(env), chosen)
    if said.sentry_dsn:
        sentry_sdk.init(said.sentry_dsn, environment=said.environment, send_default_pii=False)
    app = FastAPI(
        title="Rolodex",
        version="1.0.0",
        lifespan=connected,
        docs_url=None,
        redoc_url=None,
        responses=EVERYWHERE,
        exception_handlers={RequestValidationError: not_expected},
    )
    app.state.services = world = Services.of(said)
    for subject in (health, auth, companies, reports, invitations):
        app.include_router(subject.router)
    faults.install(app, chosen)
    # Added last, met first.
    if world.bucket is not None:
        app.add_middleware(Limited, bucket=world.bucket)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=said.cors_origins,
        allow_methods=METHODS,
        allow_headers=("Authorization", "Content-Type"),
        expose_headers=("X-Request-Id",),
        max_age=600,
    )
    app.add_middleware(Observed)
    return app
