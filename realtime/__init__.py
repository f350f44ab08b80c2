"""Realtime: Socket.IO connections, rooms, broadcasts and their revocation."""
