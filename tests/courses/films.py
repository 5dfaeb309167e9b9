"""Real films of a few seconds and of several formats, made by a real encoder; kept while a process lives."""

import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import imageio_ffmpeg

SECONDS = 4
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
VP8 = ("-c:v", "libvpx", "-deadline", "realtime", "-b:v", "20k")
SOUND = ("-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono")
FORMATS: dict[str, tuple[str, ...]] = {
    "mp4": (*SOUND, "-shortest", *H264, "-c:a", "aac", "-movflags", "+faststart"),
    "webm": VP8,
    "mkv": H264,
    "mov.mp4": ("-c:v", "mpeg4"),
    "deep.mp4": ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le"),
    "sound.mp4": (*SOUND, "-shortest", "-map", "1", "-c:a", "aac"),
}


@cache
def film(name: str = "mp4") -> bytes:
    """A film of four seconds; what its name says before `.mp4` is what is wrong with it."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / f"film.{name.rpartition('.')[2]}"
        drawn = ("-f", "lavfi", "-i", f"color=c=white:s=64x48:r=2:d={SECONDS}")
        given = ("-v", "error", "-t", str(SECONDS), *drawn, *FORMATS[name], "-t", str(SECONDS))
        command = [imageio_ffmpeg.get_ffmpeg_exe(), *given, str(target)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own arguments
        return target.read_bytes()
