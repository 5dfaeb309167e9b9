"""Films of the demonstration: real MP4 files of a lesson's whole length, made in a second and small.

A loop of slides is encoded once, a picture every two seconds; then it is repeated by copying what was encoded. A
film of two hours has less than two megabytes.
"""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import imageio_ffmpeg
from PIL import Image

STANDS = 90
"""Seconds for which a slide stands."""
# No picture refers to a later one: so the loop ends where it should, and the copies follow each other.
ENCODED = (
    *("-c:v", "libx264", "-preset", "veryfast", "-tune", "stillimage", "-crf", "34"),
    *("-pix_fmt", "yuv420p", "-bf", "0", "-g", "100000", "-x264-params", "scenecut=0"),
    *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-threads", "1"),
)


def make_film(slides: Sequence[Image.Image], seconds: int, target: Path) -> None:
    """Write a film that shows slides in turn, again and again, for so many seconds, an even number."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        for number, slide in enumerate(slides):
            slide.save(place / f"{number:02}.png")
        rate = ("-framerate", f"1/{STANDS}", "-i", str(place / "%02d.png"))
        length = str(STANDS * len(slides))
        _encode(*rate, "-vf", "fps=1/2", "-t", length, *ENCODED, str(place / "loop.mp4"))
        again = ("-stream_loop", "-1", "-i", str(place / "loop.mp4"), "-t", str(seconds))
        made = target.with_suffix(".part.mp4")
        _encode(*again, "-c", "copy", "-movflags", "+faststart", str(made))
        made.replace(target)


def _encode(*given: str) -> None:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", *given]
    subprocess.run(command, check=True)  # noqa: S603 - our own arguments
