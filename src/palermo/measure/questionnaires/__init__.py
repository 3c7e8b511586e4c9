"""Questionnaires (M02, M07): versions, rounds, what each State answers, and what its cleared answers yield."""
