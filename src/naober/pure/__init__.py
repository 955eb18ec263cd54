"""Values in, values out: rules that know neither Django nor a database."""
