"""`python -m deploy --stage prod`: packages Xuefen for AWS into `out/`."""

import argparse
import json
import os
import shutil
from pathlib import Path

from deploy.bundle import package
from deploy.layer import make_layer

ROOT = Path(__file__).resolve().parents[1]
LAYER = "renderer-layer.zip"


def main() -> None:
    """Write the template, the bundle and the layer, and say where they are."""
    stages = json.loads((ROOT / ".chalice/config.json").read_text("utf-8"))["stages"]
    asked = argparse.ArgumentParser(prog="make package")
    asked.add_argument("--stage", choices=sorted(stages), required=True)
    asked.add_argument("--out", type=Path, default=ROOT / "out")
    given = asked.parse_args()
    write_package(given.stage, given.out)


def write_package(stage: str, out: Path) -> None:
    """Package a stage into a folder: `sam.json`, `deployment.zip`, `renderer-layer.zip`."""
    out.mkdir(parents=True, exist_ok=True)
    print(f"· 打包 {stage} (chalice package) …", flush=True)
    package(ROOT, stage, out)
    print("· 证书渲染层 (the renderer's layer) …", flush=True)
    fonts = Path(os.environ.get("XUEFEN_FONTS", ROOT / ".cache/fonts"))
    shutil.copy2(make_layer(ROOT, fonts, ROOT / ".cache"), out / LAYER)
    for name in ("sam.json", "deployment.zip", LAYER):
        size = (out / name).stat().st_size / 1_000_000
        print(f"  {out / name}  {size:.1f} MB")


if __name__ == "__main__":
    main()
