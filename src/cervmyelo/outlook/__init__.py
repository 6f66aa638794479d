"""What to expect: factors and models of the further course."""
