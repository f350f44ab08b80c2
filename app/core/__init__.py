"""The core knows no room: database, events, outbox, errors, text, files and time for all of them."""
