"""Pages in a real Chromium. Nobody else imports playwright."""
