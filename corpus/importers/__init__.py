"""Readers of what comes from elsewhere. Each gives a frozen value or a named error, and none decides what is true."""
