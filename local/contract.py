"""`python -m local.contract FILE`: writes openapi.json without any server, for the web client's types.

The file is left alone when nothing changed, so that nothing is built anew for it.
"""

import os
import sys
from pathlib import Path

from local.resources import constant_environment


def main(target: Path) -> None:
    """Write the contract into a file."""
    # The product reads its tables' names from the environment when it is imported.
    os.environ.update(constant_environment())
    from chalicelib.assembly.contract import contract_document  # noqa: PLC0415 - see above
    from chalicelib.http.wire import json_text  # noqa: PLC0415 - see above

    text = json_text(contract_document())
    if not target.is_file() or target.read_text("utf-8") != text:
        target.write_text(text, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
