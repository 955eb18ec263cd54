"""What others say of their help, from a file of Open Referral into the social map."""

from naober.directory.importing.report import Outcome, Report, source_name
from naober.directory.importing.whole import import_directory

__all__ = ["Outcome", "Report", "import_directory", "source_name"]
