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
        ("38 bcm", "the unit is tonnes", ""),
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


MEANT = """
USD million: 16.95 bn = 16950; $16.95 bn = 16950; US$ 5 billion = 5000
USD million: 0.5 trillion dollars = 500000
USD million: 250 mn = 250; 16,950 mn = 16950; $16,950 = 16950
USD million: 16\u202f950 = 16950; 16'950 = 16950
USD million: 1.234.567,8 = 1234567.8; −5 = -5; 5 bn EUR = ; €5 bn = ; 16 bn rubles =
USD million: 12 млрд = 12000
USD million: over 20 bn = >20000; ~$5 bn = ~5000; 15–16 bn = 15000..16000; 5亿美元 = 500; $500 = 500
per cent: 20 % = 20; −5.5% = -5.5; 20 per cent = 20; 20 bn % = 20000000000; $20 =
billion cubic metres a year: 38 bcm = 38; 38 bcm/yr = 38; 38 million m³ = 0.038; 5 t =
billion cubic metres: 38 bcm a year = ; 38 bcm = 38
million tonnes: 5 Mt = 5; 5000 tonnes = 0.005; 1,500 kt = 1.5; 5 million barrels =
person: 5,000 troops = 5000; 12k = 12000; 3万人 = 30000; up to 300 = <=300; 20+ = >=20
thousand persons: 5 thousand people = 5; 5000 people = 5; 1.5 million = 1500
kilometre: 100 km = 100; 500 m = 0.5; 1,200 = 1200
SIPRI TIV million: 1.2 bn = 1200
"""
CASES = [
    (unit, *(part.strip() for part in pair.split("=")[:2]))
    if ">=" not in pair and "<=" not in pair
    else (unit, *(part.strip() for part in pair.split(" = ")))
    for line in MEANT.strip().splitlines()
    for unit, _, pairs in [line.partition(": ")]
    for pair in pairs.split(";")
]


@pytest.mark.parametrize(("unit", "text", "expected"), CASES)
def test_what_is_suggested_is_what_was_typed_in_the_unit_of_the_column(unit, text, expected):
    with pytest.raises(QuantityFault) as fault:
        quantity(text, unit)
    assert fault.value.suggestion == expected


POWERS = {"": 6, "mn": 6, "m": 6, "million": 6, "bn": 9, "billion": 9, "bln": 9, "trillion": 12}


@given(
    st.decimals(0, 10**6, places=2), st.sampled_from(sorted(POWERS)),
    st.sampled_from(["", "$", "US$", "US$ "]), st.sampled_from(["", " "]),
    st.sampled_from(["", ",", " ", "\u00a0", "'"]), st.sampled_from(["", ">", "~", "<="]),
)  # fmt: skip
def test_an_amount_of_dollars_in_any_notation_means_its_millions(
    number, word, sign, space, separator, mark
):
    typed = f"{mark}{sign}{number:,}".replace(",", separator) + (f"{space}{word}" if word else "")
    try:
        found = quantity(typed, "USD million")
    except QuantityFault as fault:
        found = quantity(fault.suggestion, "USD million")
    bound = found.exact if found.exact is not None else found.min if mark != "<=" else found.max
    expected = float(number.scaleb(POWERS[word] - 6))
    assert bound == pytest.approx(expected * (0.9 if mark == "~" else 1), rel=1e-12, abs=1e-12)


@given(st.text(max_size=10))
def test_any_text_is_a_quantity_or_a_named_fault(text):
    try:
        found = quantity(text)
    except QuantityFault as fault:
        assert str(fault)
    else:
        assert found.text == text
