"""Moderation in the REST interface: reporting, handling cases, and rumours."""
