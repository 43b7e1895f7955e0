"""Benchmarks of reports. Each runs by itself: `python -m bench.reports.grouping`."""
