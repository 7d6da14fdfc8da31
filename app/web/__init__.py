"""Pages and addresses."""
