"""Benchmarks: each a script that takes the path of its data and prints one JSON object."""
