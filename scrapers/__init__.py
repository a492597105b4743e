"""Where: portals in, kept documents out."""
