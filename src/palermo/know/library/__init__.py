"""The library: documents paragraph by paragraph in their own language, and the files they were read from."""
