"""How mail reaches people."""
