"""Uploads to disk, a chunk at a time, under names that cannot lead anywhere else."""

import shutil
from pathlib import Path

from streamlit.runtime.uploaded_file_manager import UploadedFile

LONGEST_NAME = 120


def spooled(upload: UploadedFile, folder: Path) -> Path:
    """The upload as a file; its name is user text, so only its last part is used."""
    folder.mkdir()
    name = "".join(sign for sign in upload.name.replace("\\", "/") if sign.isprintable())
    path = folder / (Path(name).name[-LONGEST_NAME:] or "file")
    with path.open("wb") as target:
        shutil.copyfileobj(upload, target)
    return path
