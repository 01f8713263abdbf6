"""Tokens: signed with one key, verified with the one before and the one after it as well."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import jwt

ALGORITHM = "HS256"
ISSUER = "rolodex"
SHORTEST_KEY = 32
SESSION = timedelta(hours=12)


class Refused(Exception):
    """A token that opens nothing."""


@dataclass(frozen=True)
class Caller:
    """Who asks, and for which organisation."""

    user: int
    organisation: int
    role: str


@dataclass(frozen=True)
class Keyring:
    """Keys that follow one another, so that a rotation refuses nobody's token."""

    signs: str
    verifies: tuple[str, ...]

    @classmethod
    def of(cls, current: str, previous: str = "", following: str = "") -> "Keyring":
        """A key that is too short to sign with stops the process."""
        keys = tuple(key for key in (current, previous, following) if key)
        if any(len(key) < SHORTEST_KEY for key in keys):
            raise ValueError(f"a signing key has fewer than {SHORTEST_KEY} characters")
        return cls(signs=current, verifies=keys)

    def issue(self, caller: Caller, lives: timedelta = SESSION) -> str:
        """A token that says who its bearer is until it ends."""
        now = datetime.now(UTC)
        claims = {
            "iss": ISSUER,
            "sub": str(caller.user),
            "org": caller.organisation,
            "role": caller.role,
            "iat": now,
            "exp": now + lives,
        }
        return jwt.encode(claims, self.signs, algorithm=ALGORITHM)

    def read(self, token: str) -> Caller:
        """Whom a token speaks for. Raises Refused where no key vouches for it or its time has ended."""
        for key in self.verifies:
            try:
                claims = jwt.decode(
                    token,
                    key,
                    algorithms=[ALGORITHM],
                    issuer=ISSUER,
                    options={"require": ["exp", "iat", "iss", "sub"]},
                )
                return Caller(int(claims["sub"]), int(claims["org"]), str(claims["role"]))
            except jwt.InvalidSignatureError:
                continue
            except (jwt.InvalidTokenError, KeyError, ValueError) as error:
                raise Refused from error
        raise Refused
