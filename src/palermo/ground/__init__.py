"""The ground floor every wing stands on. One Django app; its parts are packages, entered through ``api.py``."""
