"""Tests of what groups know."""
