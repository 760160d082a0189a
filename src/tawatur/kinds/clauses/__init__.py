"""Attributions in languages whose subject stands before its verb."""
