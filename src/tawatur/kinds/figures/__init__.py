"""What is counted, what happened to it, when, where, on whose word and how sure it is."""
