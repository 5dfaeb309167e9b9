"""What the web client repeats of the product's facts is the same there."""

import re
from pathlib import Path

from chalicelib.rules.headings import HEADINGS_OF

IMPORTS = Path(__file__).parents[2] / "web/src/pages/admin/Imports.vue"


def test_r28_given_the_page_of_imports_then_its_headings_are_those_that_are_read() -> None:
    stated = re.findall(
        r"(\w+): \{\s+text: .*\s+hint: .*\s+headings: \"(.*)\"", IMPORTS.read_text()
    )
    assert dict(stated) == {kind.value: "、".join(HEADINGS_OF[kind]) for kind in HEADINGS_OF}
