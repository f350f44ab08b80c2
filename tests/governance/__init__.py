"""The code of conduct: versions and acknowledgements."""
