"""Where things are: distances, a gazetteer of the world's cities, and whoever else can be asked for a place."""
