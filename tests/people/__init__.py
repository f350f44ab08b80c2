"""People: profiles, the directory, portraits, who follows or blocks whom."""
