"""What others say of their help, from a file of Open Referral into the social map."""

from naober.directory.importing.report import Line, Outcome, Report, source_name
from naober.directory.importing.whole import import_directory

__all__ = ["Line", "Outcome", "Report", "import_directory", "source_name"]
