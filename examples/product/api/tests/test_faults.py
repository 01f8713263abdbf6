"""Faults are put in by name, and never in production."""

import pytest

from product import faults


def test_none_is_chosen_unless_somebody_names_one() -> None:
    assert faults.read({}) == frozenset()
    assert faults.read({"FAULTS": "slow, errors"}) == {faults.Fault.SLOW, faults.Fault.ERRORS}


def test_one_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="'slwo' is not a valid Fault"):
        faults.read({"FAULTS": "slwo"})


@pytest.mark.parametrize("rehearsal", ["", "0", "yes"])
def test_production_is_never_broken_on_purpose(rehearsal: str) -> None:
    with pytest.raises(faults.NotHere):
        faults.read({"FAULTS": "slow", "ENVIRONMENT": "production", "LOCAL_REHEARSAL": rehearsal})


def test_a_rehearsal_of_production_on_ones_own_machine_may_be() -> None:
    env = {"FAULTS": "slow", "ENVIRONMENT": "production", "LOCAL_REHEARSAL": "1"}
    assert faults.read(env) == {faults.Fault.SLOW}
