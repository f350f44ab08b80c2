"""Sockets: what arrives live, and the lock around writes that makes one process safe."""
