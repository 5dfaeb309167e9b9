"""`python -m deploy.functions`: writes what Chalice reads of the functions into its configuration.

Chalice knows no other place; a test compares the file with `chalicelib/platform/rules/functions.py`.
"""

import json
from pathlib import Path

from chalicelib.platform.rules.functions import FUNCTIONS

CONFIG = Path(__file__).resolve().parents[1] / ".chalice" / "config.json"


def config_text(present: str) -> str:
    """The configuration with its functions as they are declared, and all else as it is."""
    settings = json.loads(present)
    settings["lambda_functions"] = {
        each.name: {
            "iam_policy_file": f"../policies/{each.policy}",
            "lambda_memory_size": each.memory,
            "lambda_timeout": each.timeout,
        }
        for each in FUNCTIONS
    }
    return json.dumps(settings, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write the configuration anew, and say so."""
    CONFIG.write_text(config_text(CONFIG.read_text("utf-8")), "utf-8")
    print("· .chalice/config.json")


if __name__ == "__main__":
    main()
