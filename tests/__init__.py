"""The tests mirror the rooms; the house tests read the tree, the journeys walk it in a browser."""
