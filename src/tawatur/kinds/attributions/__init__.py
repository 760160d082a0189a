"""Who said what, through whom, in languages whose verb comes first; and the grammar that other kinds share."""
