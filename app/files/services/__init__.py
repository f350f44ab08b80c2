"""What can be done with files: the services of its modules under one name."""

from app.files.services.holding import describe_file, discard_file, keep_files, let_go, rename_file, set_files
from app.files.services.uploading import REFUSALS, upload_file

__all__ = [
    "REFUSALS",
    "describe_file",
    "discard_file",
    "keep_files",
    "let_go",
    "rename_file",
    "set_files",
    "upload_file",
]
