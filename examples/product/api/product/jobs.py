"""What the worker does."""

from functools import cache

from psycopg_pool import ConnectionPool

from product import settings
from product.services import database


@cache
def _pool() -> ConnectionPool:
    pool = database(settings.read().database_url)
    pool.open()
    return pool


def enrich(company: int) -> None:
    """Finds out about a company. Done twice, it says the same: a job may be tried again."""
    with _pool().connection() as connection:
        connection.execute(
            """
            UPDATE companies
            SET enrichment = 'done', summary = name || ' can be found at ' || domain, enriched_at = now()
            WHERE id = %s
            """,
            [company],
        )
