"""Quantities as sources have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph.model.quantity import Quantity, QuantityFault, quantity


@pytest.mark.parametrize(
    ("text", "low", "high", "exact"),
    [
        ("20", 20, 20, 20),
        ("-3.5", -3.5, -3.5, -3.5),
        ("0", 0, 0, 0),
        (">20", 20, None, None),
        (">=20", 20, None, None),
        ("<0.5", None, 0.5, None),
        ("<=7", None, 7, None),
        ("~4.5", 4.05, 4.95, None),
        ("~-10", -11, -9, None),
        ("15.4..15.5", 15.4, 15.5, None),
        ("5..5", 5, 5, 5),
        ("-2..3", -2, 3, None),
    ],
)
def test_a_cell_becomes_bounds_and_an_exact_value(text, low, high, exact):
    assert quantity(text) == Quantity(text, low, high, exact)


@pytest.mark.parametrize(
    ("text", "part", "suggestion"),
    [
        ("146,887", "thousands separator", "146887"),
        ("1 000", "thousands separator", "1000"),
        ("38 bcm", "the unit is tonnes", "38"),
        ("4,5", "decimal comma", "4.5"),
        ("15.4-15.5", "range with a dash", "15.4..15.5"),
        ("15.4–15.5", "range with a dash", "15.4..15.5"),
        ("5..4", "falls", ""),
        (">5..6", "both marked and a range", ""),
        ("many", "expected 20", ""),
        ("", "expected 20", ""),
        ("1e5", "powers of ten", "100000"),
        ("9" * 400, "too large", ""),
    ],
)
def test_what_is_no_quantity_is_named_with_its_cure(text, part, suggestion):
    with pytest.raises(QuantityFault, match=part) as fault:
        quantity(text, "tonnes")
    assert fault.value.suggestion == suggestion


@given(st.text(max_size=10))
def test_any_text_is_a_quantity_or_a_named_fault(text):
    try:
        found = quantity(text)
    except QuantityFault as fault:
        assert str(fault)
    else:
        assert found.text == text
