"""`make prove-private`: a whole session full of canaries, and a search for them in everything that the server has."""
