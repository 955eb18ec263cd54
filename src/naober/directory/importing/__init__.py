"""What others say of their help, from a file of Open Referral into the social map."""

from naober.directory.importing.report import Outcome, Report
from naober.directory.importing.whole import import_directory

__all__ = ["Outcome", "Report", "import_directory"]
