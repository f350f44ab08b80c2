"""The wheel: what is installed from it works without the tree it was built from."""
