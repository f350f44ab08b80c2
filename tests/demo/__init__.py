"""The demo company reads like a real one and comes out in working order."""
