"""Moderation: reports, cases, decisions with reasons, appeals and their clocks."""
