"""Questions asked of the engine: where costs cross, what moves them, what has to be true, how uncertain they are."""
