"""Where reports are kept: a bucket, or a folder on a developer's machine."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import boto3

if TYPE_CHECKING:
    from botocore.client import BaseClient


class Files(Protocol):
    """What can be done with them."""

    def write(self, key: str, content: bytes) -> None:
        """Keeps it."""

    def read(self, key: str) -> bytes:
        """Gives it back."""


class Bucket:
    """Files in S3; the SDK reads AWS_ENDPOINT_URL_S3 where it is another's."""

    def __init__(self, name: str, region: str | None) -> None:
        """Nothing is asked yet."""
        self._name, self._region = name, region

    @cached_property
    def _s3(self) -> "BaseClient":
        return boto3.client("s3", region_name=self._region)

    def write(self, key: str, content: bytes) -> None:
        """Keeps it."""
        self._s3.put_object(Bucket=self._name, Key=key, Body=content, ContentType="text/csv")

    def read(self, key: str) -> bytes:
        """Gives it back."""
        return self._s3.get_object(Bucket=self._name, Key=key)["Body"].read()


class Folder:
    """Files below one folder."""

    def __init__(self, root: Path) -> None:
        """The folder is made with the first file."""
        self._root = root

    def write(self, key: str, content: bytes) -> None:
        """Keeps it."""
        path = self._root / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def read(self, key: str) -> bytes:
        """Gives it back."""
        return (self._root / key).read_bytes()


def files_at(place: str, region: str | None) -> Files:
    """A path begins with a slash, which no bucket's name does."""
    return Folder(Path(place)) if place.startswith("/") else Bucket(place, region)
