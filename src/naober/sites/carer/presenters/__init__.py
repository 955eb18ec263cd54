"""What the carer's pages show, as values."""
