# SPDX-License-Identifier: Apache-2.0
"""The embedded engine: DuckDB in memory over immutable Parquet files that one manifest names."""
