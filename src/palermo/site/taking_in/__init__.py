"""Taking documents of the library in as resolutions and recommendations: the page before the passage."""
