"""`python -m deploy --stage prod`: packages Xuefen for AWS into `out/`."""

import argparse
import json
import os
import shutil
from pathlib import Path

from deploy.bundle import package
from deploy.layer import LAYERS, make_layer
from deploy.runtime import require_runtime

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Write the template, the bundle and the layers, and say where they are."""
    stages = json.loads((ROOT / ".chalice/config.json").read_text("utf-8"))["stages"]
    asked = argparse.ArgumentParser(prog="make package")
    asked.add_argument("--stage", choices=sorted(stages), required=True)
    asked.add_argument("--out", type=Path, default=ROOT / "out")
    given = asked.parse_args()
    require_runtime()
    write_package(given.stage, given.out)


def write_package(stage: str, out: Path) -> None:
    """Package a stage into a folder: `sam.json`, `deployment.zip`, and an archive a layer."""
    out.mkdir(parents=True, exist_ok=True)
    print(f"· 打包 {stage} (chalice package) …", flush=True)
    package(ROOT, stage, out)
    print("· 证书渲染层、课程媒体层 (the layers) …", flush=True)
    fonts = Path(os.environ.get("XUEFEN_FONTS", ROOT / ".cache/fonts"))
    for layer in LAYERS:
        shutil.copy2(make_layer(layer, ROOT, fonts, ROOT / ".cache"), out / layer.archive)
    for name in ("sam.json", "deployment.zip", *(each.archive for each in LAYERS)):
        size = (out / name).stat().st_size / 1_000_000
        print(f"  {out / name}  {size:.1f} MB")


if __name__ == "__main__":
    main()
