"""The Node that comes with the environment: it reads TypeScript, which another one on the path may not."""

import sys
from pathlib import Path

NODE = Path(sys.executable).with_name("node")
