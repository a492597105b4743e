"""Nouns, then memory: frozen values, the tables that mirror them, the store that translates. Imports nothing."""
