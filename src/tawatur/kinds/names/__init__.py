"""People, bodies, outlets and places: by lists, titles, heads, shape and neighbours."""
