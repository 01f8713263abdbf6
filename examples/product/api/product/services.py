"""What the process is connected to, opened once and handed to whoever serves a request."""

from dataclasses import dataclass

from fastapi import Request
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool
from redis import Redis
from rq import Queue

from product.files import Files, files_at
from product.limits import TokenBucket
from product.mail import Post, post_by
from product.settings import Settings

QUEUE = "enrichment"


@dataclass(frozen=True)
class Services:
    """Everything outside of this process."""

    settings: Settings
    pool: ConnectionPool
    redis: Redis
    queue: Queue
    bucket: TokenBucket | None
    files: Files
    post: Post

    @classmethod
    def of(cls, settings: Settings) -> "Services":
        """Nothing is connected yet: the pool opens with the application."""
        redis = Redis.from_url(settings.redis_url, socket_timeout=5, socket_connect_timeout=5)
        limit = settings.requests_per_minute
        return cls(
            settings=settings,
            pool=database(settings.database_url),
            redis=redis,
            queue=Queue(QUEUE, connection=redis),
            bucket=TokenBucket(redis, limit) if limit is not None else None,
            files=files_at(settings.reports, settings.region),
            post=post_by(settings.mail, settings.region),
        )


def database(url: str) -> ConnectionPool:
    """A pool that is small, as the proxy has the large one, and that gives up rather than lets requests pile up."""
    return ConnectionPool(
        url,
        min_size=1,
        max_size=10,
        timeout=5,
        kwargs={"row_factory": dict_row, "connect_timeout": 5},
        check=ConnectionPool.check_connection,
        open=False,
    )


def services(request: Request) -> Services:
    """For a route."""
    return request.app.state.services
