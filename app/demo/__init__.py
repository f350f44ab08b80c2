"""The demo: a believable company in working order, told from its texts by the same services that people use."""
