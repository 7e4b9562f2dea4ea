# SPDX-License-Identifier: Apache-2.0
"""The embedded warehouse: Parquet files named by one manifest, read by DuckDB."""
