"""Expressions that name a day, a month, a year or a span of time, and what they name."""
