"""Records become articles: metadata, typed blocks, dates, flags, identity."""
