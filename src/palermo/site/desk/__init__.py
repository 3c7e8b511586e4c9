"""The desk: what waits for whoever is signed in, and the rooms of those who run the instance."""
