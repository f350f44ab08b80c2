"""Moderation as pages: reporting, one's own reports and decisions, the desk, appeals and rumours."""
