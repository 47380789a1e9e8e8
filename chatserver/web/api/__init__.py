"""Staff HTTP endpoints, one file per concept."""
