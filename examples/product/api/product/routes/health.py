"""Whether this task can serve, and on what."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from product.access import PUBLIC, Asking, World
from product.problems import NOT_SIGNED_IN

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """Nothing that helps an attacker."""

    status: Literal["ok"] = "ok"


class Status(BaseModel):
    """What users may know."""

    status: Literal["ok"] = "ok"
    environment: str


class Database(BaseModel):
    """What operators look at."""

    version: str
    schema_version: str
    companies: int


@router.get("/health", openapi_extra=PUBLIC, summary="Whether this task can serve")
def health(world: World) -> Health:
    """Asks the database, without which nothing works."""
    with world.pool.connection() as connection:
        connection.execute("SELECT 1")
    return Health()


@router.get("/api/status", openapi_extra=PUBLIC, summary="What serves")
def status(world: World) -> Status:
    """Asks nobody."""
    return Status(environment=world.settings.environment)


@router.get("/api/db/info", summary="How the database is", responses=NOT_SIGNED_IN)
def database(world: World, asks: Asking) -> Database:
    """Of the caller's organisation, what can be counted."""
    with world.pool.connection() as connection:
        row = connection.execute(
            """
            SELECT
                current_setting('server_version') AS version,
                (SELECT max(version::integer)::text FROM schema_migrations) AS schema_version,
                (SELECT count(*) FROM companies WHERE organisation_id = %s) AS companies
            """,
            [asks.organisation],
        ).fetchone()
    return Database(**row)
