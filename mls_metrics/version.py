"""The product's version, read by the package, the command line and every provenance line."""

__version__ = "0.1.0"
