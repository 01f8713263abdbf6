"""Companies of the caller's organisation. To anybody else they do not exist."""

from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Path, Query, status
from pydantic import BaseModel, Field
from rq import Retry

from product.access import Organisation, World
from product.jobs import enrich
from product.logs import request_id
from product.problems import NOT_SIGNED_IN, NOT_THERE
from product.services import Services

Id = Annotated[int, Path(ge=1, le=2**63 - 1)]

router = APIRouter(prefix="/api/companies", tags=["companies"], responses=NOT_SIGNED_IN)


class NewCompany(BaseModel):
    """What a user says of it."""

    name: str = Field(min_length=1, max_length=200)
    domain: str = Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=253)


class Company(NewCompany):
    """What is known of it."""

    id: int
    enrichment: Literal["none", "queued", "done"]
    summary: str | None


class Enrichment(BaseModel):
    """How far the worker is."""

    status: Literal["none", "queued", "done"]
    summary: str | None


def found(world: Services, organisation: int, company: int) -> Company:
    """The company, or 404."""
    with world.pool.connection() as connection:
        row = connection.execute(
            """
            SELECT id, name, domain, enrichment, summary FROM companies
            WHERE id = %s AND organisation_id = %s
            """,
            [company, organisation],
        ).fetchone()
    if row is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "no such company")
    return Company(**row)


@router.get("", summary="Companies of the organisation")
def companies(world: World, of: Organisation, after: Annotated[int, Query(ge=0)] = 0) -> list[Company]:
    """A hundred at a time, in the order in which they came."""
    with world.pool.connection() as connection:
        rows = connection.execute(
            """
            SELECT id, name, domain, enrichment, summary FROM companies
            WHERE organisation_id = %s AND id > %s ORDER BY id LIMIT 100
            """,
            [of, after],
        ).fetchall()
    return [Company(**row) for row in rows]


@router.post("", status_code=status.HTTP_201_CREATED, summary="A new company")
def create(said: NewCompany, world: World, of: Organisation) -> Company:
    """Belongs to the caller's organisation, whatever the request says."""
    with world.pool.connection() as connection:
        row = connection.execute(
            """
            INSERT INTO companies (organisation_id, name, domain) VALUES (%s, %s, %s)
            RETURNING id, name, domain, enrichment, summary
            """,
            [of, said.name, said.domain],
        ).fetchone()
    return Company(**row)


@router.get("/{company}", summary="One company", responses=NOT_THERE)
def company(company: Id, world: World, of: Organisation) -> Company:
    """As it is now."""
    return found(world, of, company)


@router.put("/{company}", summary="A company, changed", responses=NOT_THERE)
def change(company: Id, said: NewCompany, world: World, of: Organisation) -> Company:
    """What was found out about it stays."""
    with world.pool.connection() as connection:
        connection.execute(
            "UPDATE companies SET name = %s, domain = %s WHERE id = %s AND organisation_id = %s",
            [said.name, said.domain, company, of],
        )
    return found(world, of, company)


@router.delete("/{company}", status_code=status.HTTP_204_NO_CONTENT, summary="A company, gone", responses=NOT_THERE)
def remove(company: Id, world: World, of: Organisation) -> None:
    """For good."""
    found(world, of, company)
    with world.pool.connection() as connection:
        connection.execute("DELETE FROM companies WHERE id = %s AND organisation_id = %s", [company, of])


@router.post(
    "/{company}/enrich",
    status_code=status.HTTP_202_ACCEPTED,
    summary="Finds out about a company, in its own time",
    responses=NOT_THERE,
)
def begin(company: Id, world: World, of: Organisation) -> Enrichment:
    """Noted before it is queued: a job that is quicker than this request has the last word."""
    found(world, of, company)
    with world.pool.connection() as connection:
        connection.execute(
            "UPDATE companies SET enrichment = 'queued' WHERE id = %s AND organisation_id = %s", [company, of]
        )
    world.queue.enqueue(enrich, company, retry=Retry(max=2), meta={"request_id": request_id.get()})
    return Enrichment(status="queued", summary=None)


@router.get("/{company}/enrich", summary="How far that is", responses=NOT_THERE)
def progress(company: Id, world: World, of: Organisation) -> Enrichment:
    """What the worker has written."""
    seen = found(world, of, company)
    return Enrichment(status=seen.enrichment, summary=seen.summary)
