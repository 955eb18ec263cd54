"""Pages for everybody, by journey: find, check, register, and what stands beside them."""
