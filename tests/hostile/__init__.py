"""What outsiders, bad input, races, full disks and power cuts can do to the house: nothing."""
