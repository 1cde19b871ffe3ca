"""Pages of accounts, roles, the audit trail and privacy."""
