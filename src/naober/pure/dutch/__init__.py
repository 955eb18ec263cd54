"""Dutch as people write it, and searching the social map with it. Values in, values out."""
