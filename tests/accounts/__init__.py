"""Who may enter: signing in, sessions, invitations, passwords, tokens, the command line."""
