"""The yearly report round and its clock."""
