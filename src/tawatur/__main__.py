"""`python -m tawatur`: the command, where its script is not on the path."""

from tawatur.cli import main

main()
