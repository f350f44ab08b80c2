"""House tests read the tree itself: names, sizes, commits, strings, the wheel."""
