"""The open data: a read-only API over the social map, by Open Referral HSDS."""
