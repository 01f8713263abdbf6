"""What trials and probes need: two organisations, and a company of the first one: `python -m product.seed`."""

import os
import secrets
import sys

import psycopg
from psycopg.rows import dict_row

from product.people import organisation, person

SMOKE_USER = "smoke@rolodex.example"
STRANGER = "stranger@rolodex.example"


def main() -> int:
    """May be run again; the company that a stranger must not see has the id 1."""
    password = os.environ.get("SMOKE_PASSWORD", "")
    if not password:
        print("SMOKE_PASSWORD is not set")
        return 2
    with psycopg.connect(os.environ["DATABASE_URL"], row_factory=dict_row, connect_timeout=10) as connection:
        ours, others = organisation(connection, "Trials"), organisation(connection, "Strangers")
        person(connection, ours, SMOKE_USER, password, "member")
        # A password that nobody knows: this one comes with a token only.
        person(connection, others, STRANGER, secrets.token_urlsafe(32), "member")
        connection.execute(
            """
            INSERT INTO companies (id, organisation_id, name, domain) VALUES (1, %s, 'Harbour', 'harbour.example')
            ON CONFLICT DO NOTHING
            """,
            [ours],
        )
        connection.execute("SELECT setval(pg_get_serial_sequence('companies', 'id'), (SELECT max(id) FROM companies))")
    print("seeded")
    return 0


if __name__ == "__main__":
    sys.exit(main())
