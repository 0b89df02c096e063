"""Rows for tests: one module an app, one factory a model, nothing made that was not asked for."""
