"""Signing in."""

from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, status
from pydantic import BaseModel, Field

from product.access import PUBLIC, World
from product.passwords import NOBODYS, matches
from product.problems import NOT_SIGNED_IN
from product.tokens import SESSION, Caller

router = APIRouter(prefix="/auth", tags=["auth"])


class Login(BaseModel):
    """Who it is."""

    email: str = Field(max_length=254)
    password: str = Field(max_length=128)


class Token(BaseModel):
    """Sent as `Authorization: Bearer`."""

    token: str
    expires_at: datetime


@router.post(
    "/login",
    openapi_extra=PUBLIC,
    summary="A token for a user",
    responses=NOT_SIGNED_IN,
)
def login(said: Login, world: World) -> Token:
    """Says the same, as slowly, of a wrong address and a wrong password."""
    with world.pool.connection() as connection:
        user = connection.execute(
            "SELECT id, organisation_id, role, password FROM users WHERE email = %s", [said.email.lower()]
        ).fetchone()
    right = matches(said.password, user["password"] if user else NOBODYS)
    if user is None or not right:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "no such user and password")
    signed = Caller(user["id"], user["organisation_id"], user["role"])
    return Token(token=world.settings.keyring.issue(signed), expires_at=datetime.now(UTC) + SESSION)
