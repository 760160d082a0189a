"""Make the table of countries of the English pack from Unicode's CLDR.

    python -m venv /tmp/made && /tmp/made/bin/pip install Babel==2.18.0
    /tmp/made/bin/python scripts/make_english_places.py

What newspapers say otherwise stands in capitals.toml, by hand.
"""

from __future__ import annotations

from pathlib import Path

from babel import Locale

TARGET = Path(__file__).parents[1] / "src" / "tawatur" / "lang" / "en" / "countries.toml"
NO_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "DG", "EA", "IC", "TA"}
CONTINENTS = ("002", "150", "142", "019", "009", "003", "005", "145")
WIDTH = 140


def main() -> None:
    territories = Locale("en").territories
    names = sorted(
        {n.replace(" - ", " ") for code, n in territories.items() if len(code) == 2 and code not in NO_COUNTRIES}
    )
    out = [
        "# Countries and continents in English.",
        "# Source: Unicode CLDR through Babel 2.18 (Unicode-3.0).",
        "# Licence: Unicode-3.0.",
        "# Made by scripts/make_english_places.py; don't edit: capitals.toml adds what newspapers say otherwise.",
        "",
        "countries = [",
    ]
    line = "  "
    for name in names:
        item = f'"{name}", '
        if len(line) + len(item) > WIDTH:
            out.append(line.rstrip())
            line = "  "
        line += item
    out.append(line.rstrip())
    out.append("]")
    out.append("continents = [" + ", ".join(f'"{territories[code]}"' for code in CONTINENTS) + "]")
    TARGET.write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
