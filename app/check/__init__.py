"""``pitchme check``: what is wrong in decks, for people, editors, continuous integration and other programs."""
