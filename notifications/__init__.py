"""Who is told: choose, render, send."""
