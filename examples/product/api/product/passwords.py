"""Passwords, kept as scrypt makes them."""

import base64
import hashlib
import hmac
import os

N, R, P = 2**14, 8, 1


def _derived(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=N, r=R, p=P)


def hashed(password: str) -> str:
    """What is stored of a password."""
    salt = os.urandom(16)
    return "$".join(base64.b64encode(part).decode() for part in (salt, _derived(password, salt)))


def matches(password: str, stored: str) -> bool:
    """Takes as long for a wrong password as for the right one."""
    salt, expected = (base64.b64decode(part) for part in stored.split("$"))
    return hmac.compare_digest(_derived(password, salt), expected)


NOBODYS = hashed(os.urandom(16).hex())
"""Compared with where there is no such user, so that time does not tell who has an account."""
