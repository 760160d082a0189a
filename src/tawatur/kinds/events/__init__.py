"""What happened: who took part, where, when, and whether it did."""
