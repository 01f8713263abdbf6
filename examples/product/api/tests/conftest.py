"""An application whose stores are not there."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from product.main import create

KEY = "a-key-for-tests-that-is-long-enough"
ENV = {
    "ENVIRONMENT": "test",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "JWT_SECRET": KEY,
    "CORS_ORIGINS": "https://www.rolodex.example",
    "BUCKET_REPORTS": "none",
}


@pytest.fixture
def client() -> Iterator[TestClient]:
    """Its pool is never opened: whoever asks the database fails."""
    with_stores = create(ENV)
    yield TestClient(with_stores, raise_server_exceptions=False)
    with_stores.state.services.redis.close()
