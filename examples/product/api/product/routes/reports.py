"""Reports of the caller's organisation, kept as files."""

import csv
import io
from datetime import UTC, datetime
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, HTTPException, Path, Response, status
from pydantic import BaseModel

from product.access import Organisation, World
from product.problems import NOT_SIGNED_IN, NOT_THERE

router = APIRouter(prefix="/api/reports", tags=["reports"], responses=NOT_SIGNED_IN)


class Report(BaseModel):
    """A file, and how large it is."""

    id: int
    bytes: int


def table(rows: list[dict[str, object]]) -> bytes:
    """As a spreadsheet opens it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, ["name", "domain", "summary"])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


@router.post("", status_code=status.HTTP_201_CREATED, summary="Writes all companies into a file")
def write(world: World, of: Organisation) -> Report:
    """The row is there only when the file is."""
    key = f"{of}/{datetime.now(UTC):%Y/%m/%d}/{uuid4()}.csv"
    with world.pool.connection() as connection:
        rows = connection.execute(
            "SELECT name, domain, summary FROM companies WHERE organisation_id = %s ORDER BY id", [of]
        ).fetchall()
        content = table(rows)
        world.files.write(key, content)
        row = connection.execute(
            "INSERT INTO reports (organisation_id, key, bytes) VALUES (%s, %s, %s) RETURNING id, bytes",
            [of, key, len(content)],
        ).fetchone()
    return Report(**row)


@router.get(
    "/{report}",
    summary="The file",
    response_class=Response,
    responses={
        200: {"content": {"text/csv": {}}, "description": "The file"},
        **NOT_THERE,
    },
)
def read(report: Annotated[int, Path(ge=1, le=2**63 - 1)], world: World, of: Organisation) -> Response:
    """From where it is kept."""
    with world.pool.connection() as connection:
        row = connection.execute(
            "SELECT key FROM reports WHERE id = %s AND organisation_id = %s", [report, of]
        ).fetchone()
    if row is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "no such report")
    return Response(world.files.read(row["key"]), media_type="text/csv")
