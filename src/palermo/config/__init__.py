"""Settings, URLs, the API, the command line: where the parts are put together."""
