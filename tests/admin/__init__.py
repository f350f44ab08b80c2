"""The instance: its first start and its settings."""
