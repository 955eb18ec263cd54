"""Open Referral HSDS as others write it: pages of 3.0 and tables of 1.1, read into one form."""
