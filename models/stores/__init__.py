"""The rooms of the store, one per step of the patrol. Imports nothing."""
