"""Prints a token for a trial or a probe, to be put into Secrets Manager: `python -m product.token EMAIL`."""

import sys
from datetime import timedelta

import psycopg
from psycopg.rows import dict_row

from product import settings
from product.tokens import Caller

LIVES = timedelta(days=30)


def main() -> int:
    """1 where there is no such user."""
    said = settings.read()
    with psycopg.connect(said.database_url, row_factory=dict_row, connect_timeout=10) as connection:
        user = connection.execute(
            "SELECT id, organisation_id, role FROM users WHERE email = %s", [sys.argv[1]]
        ).fetchone()
    if user is None:
        print("no such user", file=sys.stderr)
        return 1
    print(said.keyring.issue(Caller(user["id"], user["organisation_id"], user["role"]), LIVES))
    return 0


if __name__ == "__main__":
    sys.exit(main())
