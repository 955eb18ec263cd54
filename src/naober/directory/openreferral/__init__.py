"""The social map in the words of Open Referral HSDS 3.0 and 3.1. See docs/reference/api.md."""
