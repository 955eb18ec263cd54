"""What a carer can ask and do, by page."""
