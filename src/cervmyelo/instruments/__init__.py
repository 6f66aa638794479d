"""Published scales and their rules, one module for each scale."""
