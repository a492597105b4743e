"""What can be known about an annual report without a network, a clock or a database."""
