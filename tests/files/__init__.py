"""Files: uploading, who may open them, and what becomes of those nobody needs."""
