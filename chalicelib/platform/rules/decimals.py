"""Credits and hours as decimals: cut to hundredths, written without trailing zeros."""

from decimal import ROUND_DOWN, Decimal

_PLACES = Decimal("0.01")


def cut(credits: Decimal) -> Decimal:  # noqa: A002 - the glossary's word
    """Credits with the two places that count, never rounded up (R14)."""
    return credits.quantize(_PLACES, ROUND_DOWN)


def decimal_text(value: Decimal) -> str:
    """Credits or hours in writing: "30", "2.5"; no trailing zeros, no exponent."""
    return format((value + 0).normalize(), "f")
