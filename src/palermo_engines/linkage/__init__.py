"""Join lists: recognise records of one person, say how sure that is, and keep the doubt in what follows."""
