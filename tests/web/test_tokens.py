"""The visual language holds in figures: contrast in both themes, no letter too small, one set of values (27.15)."""

import re
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOKENS = (ROOT / "web/src/style/tokens.css").read_text("utf-8")
VERIFY = (ROOT / "chalicelib/certificates/routes/verify.html").read_text("utf-8")
DECLARED = re.compile(r"--([\w-]+):\s*([^;]+);")
BLOCK = re.compile(r"(:root[^{,]*)\{([^}]*)\}")
ROOT_PIXELS = 17
"""What `html { font-size: 106.25% }` makes of a browser's sixteen."""
SMALLEST = 14
READ = ("ink", "soft", "link", "good", "bad", "wait", "info")
"""What is written in; and what it may stand on, each on its own ground besides."""
GROUNDS = ("ground", "paper", "field")
OWN_GROUND = {
    "good": "good-ground",
    "bad": "bad-ground",
    "wait": "wait-ground",
    "info": "info-ground",
}
SEEN = ("edge", "accent", "seal", "wait-fill")
"""What is no letter and must be seen: borders of fields, progress, the emblem, what is hoped for."""


def _themes() -> dict[str, dict[str, str]]:
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for selector, body in BLOCK.findall(TOKENS):
        into = dark if "light" in selector else light
        into.update(DECLARED.findall(body))
    return {"light": light, "dark": {**light, **dark}}


THEMES = _themes()


def _luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_is_that_of_the_standard() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_what_the_device_asks_for_and_what_is_chosen_look_the_same() -> None:
    """It is written once; the build says it twice."""
    (built,) = (ROOT / "chalicelib/web/assets").glob("index-*.css")
    text = built.read_text("utf-8")
    asked, chosen = (
        set(re.findall(rf":root{re.escape(of)}\{{([^}}]*color-scheme:dark[^}}]*)\}}", text))
        for of in (":not([data-theme=light])", "[data-theme=dark]")
    )
    assert asked == chosen
    (body,) = asked
    told = dict(DECLARED.findall(f"{body};"))
    assert told["ground"] == THEMES["dark"]["ground"] != THEMES["light"]["ground"]


@pytest.mark.parametrize("name", THEMES)
def test_whatever_is_read_has_the_contrast_of_aa(name: str) -> None:
    colours = THEMES[name]
    pairs = [
        *product(READ, GROUNDS),
        *OWN_GROUND.items(),
        *product(("ink",), [*OWN_GROUND.values(), "sunk", "accent-ground", "seal-ground", "mark"]),
        *product(("link", "soft"), ("accent-ground",)),
        *product(("soft",), ("sunk",)),
        *product(("on-accent",), ("accent", "accent-deep", "seal")),
    ]
    faint = {
        f"{text} on {ground}": round(found, 2)
        for text, ground in pairs
        if (found := _contrast(colours[text], colours[ground])) < 4.5
    }
    assert faint == {}


@pytest.mark.parametrize("name", THEMES)
def test_whatever_is_seen_stands_out_from_its_ground(name: str) -> None:
    colours = THEMES[name]
    faint = {
        f"{shape} on {ground}": round(found, 2)
        for shape, ground in product(SEEN, ("ground", "paper"))
        if (found := _contrast(colours[shape], colours[ground])) < 3
    }
    assert faint == {}


def _sizes(text: str) -> list[str]:
    plain = re.findall(r"font-size:\s*([^;}]+)", text)
    return [*plain, *re.findall(r"font:\s*(?:\d+ )?([^/;]+)/", text)]


def _pixels(size: str) -> float:
    """The least that a size comes to; a name of the scale is looked up."""
    size = size.strip().removesuffix("!important").strip()
    named = re.fullmatch(r"var\(--(t-[\w-]+)\)", size)
    if named:
        return _pixels(THEMES["light"][named[1]])
    size = re.sub(r"^clamp\(([^,]+),.*", r"\1", size)
    larger = re.fullmatch(r"max\((.+)\)", size)
    if larger:
        return max(map(_pixels, larger[1].split(",")))
    found = re.fullmatch(r"([\d.]+)(rem|em|px|pt|%)", size)
    assert found, f"a size that this test cannot read: {size}"
    factor = {"rem": ROOT_PIXELS, "em": ROOT_PIXELS, "px": 1, "pt": 96 / 72, "%": 0.16}
    return float(found[1]) * factor[found[2]]


OF_OTHERS = ("inherit", "calc(var(--text-scale-factor)")
"""As what stands around, or as what a PDF shows, over which its words lie unseen."""


def test_no_letter_is_smaller_than_fourteen_pixels() -> None:
    sources = [*(ROOT / "web/src").rglob("*.css"), *(ROOT / "web/src").rglob("*.vue")]
    texts = {file.name: file.read_text("utf-8") for file in sources} | {"verify.html": VERIFY}
    small = {
        (name, size)
        for name, text in texts.items()
        for size in _sizes(text)
        if not size.strip().startswith(OF_OTHERS) and _pixels(size) < SMALLEST
    }
    assert small == set()


def test_the_verification_page_has_the_same_values() -> None:
    """It is whole without any other file, so it repeats what it uses, and nothing else."""
    light, dark = (dict(DECLARED.findall(body)) for _, body in BLOCK.findall(VERIFY)[:2])
    assert light.items() <= THEMES["light"].items()
    assert {**light, **dark}.items() <= THEMES["dark"].items()
    used = set(re.findall(r"var\(--([\w-]+)\)", VERIFY)) - {"tone", "tint"}
    assert used <= light.keys()
    assert dark.keys() == {name for name in light if THEMES["light"][name] != THEMES["dark"][name]}
