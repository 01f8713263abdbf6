"""What an answer says that is not the one that was asked for."""

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel


class Problem(BaseModel):
    """Why not, in words."""

    detail: str


NOT_SIGNED_IN = {401: {"model": Problem, "description": "Not signed in"}}
NOT_THERE = {404: {"model": Problem, "description": "There is no such thing"}}
EVERYWHERE = {
    422: {"model": Problem, "description": "Not what was expected"},
    429: {"model": Problem, "description": "Too many requests"},
}


def not_expected(_: Request, error: Exception) -> JSONResponse:
    """Says where, and never what was sent: that may be a password."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 (it is registered for nothing else)
    places = sorted({".".join(str(part) for part in one["loc"]) for one in error.errors()})
    return JSONResponse({"detail": f"not what was expected: {', '.join(places)}"}, 422)
