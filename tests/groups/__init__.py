"""Groups: joining, asking, leaving, running one."""
