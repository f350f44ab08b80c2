"""What the tests stand on: real servers, a real browser, a real Parvis process."""
