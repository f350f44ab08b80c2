"""What knows no room: addresses, pages of lists, rich text, files, migrations, clocks."""
