"""Writes down what the code serves, for the gate: `python -m product.surface FOLDER`."""

import sys
from pathlib import Path

import yaml
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from product.main import create

SERVERS = [
    {"url": "https://api.rolodex.example", "description": "production"},
    {"url": "https://api.staging.rolodex.example", "description": "staging"},
]
NOWHERE = {
    "ENVIRONMENT": "none",
    "DATABASE_URL": "postgresql://nobody@nowhere/none",
    "REDIS_URL": "redis://nowhere",
    "JWT_SECRET": "nothing-is-signed-with-this-value-ever",
    "BUCKET_REPORTS": "none",
}
"""Nothing is connected before the application serves."""


def routes(app: FastAPI) -> str:
    """Every route, also one that no document names; the document itself is FastAPI's."""
    lines = [
        f"{method} {route.path}"
        for route in iter_route_contexts(app.routes)
        if isinstance(route.original_route, APIRoute)
        for method in sorted(route.methods or ())
    ]
    return "".join(f"{line}\n" for line in ["# What the code serves: python -m product.surface", *lines])


def document(app: FastAPI) -> str:
    """The OpenAPI document, with the addresses at which it holds."""
    return yaml.safe_dump({**app.openapi(), "servers": SERVERS}, sort_keys=False, allow_unicode=True, width=110)


def main() -> int:
    """Over what was there."""
    folder, app = Path(sys.argv[1]), create(NOWHERE)
    (folder / "routes.txt").write_text(routes(app))
    (folder / "api.yaml").write_text(document(app))
    return 0


if __name__ == "__main__":
    sys.exit(main())
