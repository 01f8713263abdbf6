"""Organisations and their people, made once however often somebody asks for them."""

from psycopg import Connection

from product.passwords import hashed


def organisation(connection: Connection, name: str) -> int:
    """Its id."""
    connection.execute("INSERT INTO organisations (name) VALUES (%s) ON CONFLICT DO NOTHING", [name])
    return connection.execute("SELECT id FROM organisations WHERE name = %s", [name]).fetchone()["id"]


def person(connection: Connection, of: int, email: str, password: str, role: str) -> bool:
    """Whether they are new. Somebody who is there keeps their password, organisation and role."""
    made = connection.execute(
        """
        INSERT INTO users (organisation_id, email, password, role) VALUES (%s, %s, %s, %s)
        ON CONFLICT (email) DO NOTHING
        """,
        [of, email.lower(), hashed(password), role],
    )
    return made.rowcount == 1
