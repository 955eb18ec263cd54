"""Sign-in: only the pages of allauth that this house uses. There is no sign-up and no password."""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as spare_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from django.urls import path
from django.views.generic import RedirectView

from naober.sites import lost_step, roles, sign_in

_to_register = RedirectView.as_view(pattern_name="public:register")

urlpatterns = [
    path("inloggen/", sign_in.ask_code, name="account_login"),
    path("inloggen/", sign_in.ask_code, name="account_request_login_code"),
    path("inloggen/code/", sign_in.confirm_code, name="account_confirm_login_code"),
    path("inloggen/tweede-stap/", sign_in.second_step, name="mfa_authenticate"),
    path("inloggen/passkey/", sign_in.with_passkey, name="mfa_login_webauthn"),
    path("aanmelden/", _to_register, name="account_signup"),
    path("uitloggen/", sign_in.sign_out, name="account_logout"),
    path("buiten-gebruik/", account.account_inactive, name="account_inactive"),
    path("rol/", roles.choose, name="account_choose_role"),
    path("kwijt/", lost_step.lost, name="lost_second_step"),
    path("apparaten/", sign_in.devices, name="usersessions_list"),
    path("tweede-stap/", second_step.index, name="mfa_index"),
    path("tweede-stap/app/", app.activate_totp, name="mfa_activate_totp"),
    path("tweede-stap/app/weg/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("tweede-stap/passkey/", sign_in.add_passkey, name="mfa_add_webauthn"),
    path("tweede-stap/passkeys/", passkey.list_webauthn, name="mfa_list_webauthn"),
    path("tweede-stap/passkey/<int:pk>/weg/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path("tweede-stap/codes/", spare_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "tweede-stap/codes/nieuw/",
        spare_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "tweede-stap/codes/bewaren/",
        spare_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("opnieuw/", account.reauthenticate, name="account_reauthenticate"),
    path("opnieuw/code/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("opnieuw/passkey/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]
