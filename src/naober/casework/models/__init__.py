"""Cases with what was said and done, and referrals to who offers something."""

from naober.casework.models.cases import Case, Contact, EarlierNote
from naober.casework.models.referrals import Referral, ReferralEvent

__all__ = ["Case", "Contact", "EarlierNote", "Referral", "ReferralEvent"]
