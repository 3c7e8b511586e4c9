"""Resolutions and recommendations: texts, what they direct, whom, what came of it, and what took up what."""
