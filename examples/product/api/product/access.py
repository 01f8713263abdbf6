"""Who may: what every route that is not public depends on."""

from typing import Annotated

from fastapi import Depends, HTTPException, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from product.services import Services, services
from product.tokens import Caller, Refused

PUBLIC = {"x-visibility": "public"}
"""Marks an operation that needs no token; the platform holds the marks against what it lets through."""

bearer = HTTPBearer(auto_error=False, bearerFormat="JWT", scheme_name="token")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
World = Annotated[Services, Depends(services)]


def caller(credentials: Credentials, world: World) -> Caller:
    """Whom the token speaks for. Whatever is wrong with it, the answer is the same."""
    try:
        if credentials is not None:
            return world.settings.keyring.read(credentials.credentials)
    except Refused:
        pass
    raise HTTPException(status.HTTP_401_UNAUTHORIZED, "not signed in", headers={"WWW-Authenticate": "Bearer"})


def organisation(asks: Annotated[Caller, Depends(caller)]) -> int:
    """Whose rows a route may see: every query of a tenant's rows takes it."""
    return asks.organisation


Asking = Annotated[Caller, Depends(caller)]
Organisation = Annotated[int, Depends(organisation)]
