"""Inviting somebody by mail."""

from fastapi import APIRouter, status
from pydantic import BaseModel, Field

from product.access import Organisation, World
from product.problems import NOT_SIGNED_IN

router = APIRouter(prefix="/api/invitations", tags=["invitations"], responses=NOT_SIGNED_IN)


class NewInvitation(BaseModel):
    """Whom."""

    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)


class Invitation(BaseModel):
    """Whether mail was handed over; the address is not repeated."""

    id: int
    sent: bool


@router.post("", status_code=status.HTTP_201_CREATED, summary="Invites somebody")
def invite(said: NewInvitation, world: World, of: Organisation) -> Invitation:
    """Nobody is invited whose mail was not taken."""
    with world.pool.connection() as connection:
        row = connection.execute(
            "INSERT INTO invitations (organisation_id, email, sent_at) VALUES (%s, %s, now()) RETURNING id",
            [of, said.email],
        ).fetchone()
        world.post.send(said.email, "An invitation to Rolodex", "Somebody would like to share companies with you.\n")
    return Invitation(id=row["id"], sent=True)
