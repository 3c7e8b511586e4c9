"""The shell a visitor sees: layout, navigation, home, country pages, the design system."""
