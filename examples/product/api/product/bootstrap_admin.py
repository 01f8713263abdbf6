"""Makes the first administrator, or finds that there is one: `python -m product.bootstrap_admin`."""

import os
import sys

import psycopg
from psycopg.rows import dict_row

from product.people import organisation, person

SHORTEST_PASSWORD = 16


def main() -> int:
    """0 where there is an administrator at the end; neither address nor password is printed."""
    email, password = os.environ.get("ADMIN_EMAIL", ""), os.environ.get("ADMIN_PASSWORD", "")
    if "@" not in email or len(password) < SHORTEST_PASSWORD:
        print(f"ADMIN_EMAIL must be an address, ADMIN_PASSWORD at least {SHORTEST_PASSWORD} characters")
        return 2
    with psycopg.connect(os.environ["DATABASE_URL"], row_factory=dict_row, connect_timeout=10) as connection:
        made = person(connection, organisation(connection, "Operators"), email, password, "admin")
    print("the administrator was made" if made else "the administrator is there already; nothing was changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
