"""Sign-in: only the pages of allauth that this house uses. There is no sign-up and no password."""

from allauth.account import views as account
from django.urls import include, path

urlpatterns = [
    path("inloggen/", account.request_login_code, name="account_request_login_code"),
    path("inloggen/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("wachtwoord/", account.request_login_code, name="account_login"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("opnieuw/", account.reauthenticate, name="account_reauthenticate"),
    path("buiten-gebruik/", account.account_inactive, name="account_inactive"),
    path("tweede-stap/", include("allauth.mfa.urls")),
    path("apparaten/", include("allauth.usersessions.urls")),
]
