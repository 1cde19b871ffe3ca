"""Named routes. allauth's names are kept, its paths are in Finnish."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.socialaccount import views as social
from django.urls import URLPattern, path, re_path

from people.views.audit import audit_export, audit_trail
from people.views.demo import demo_sign_in
from people.views.own_data import own_consents, own_data, own_data_all, own_data_download, own_erase, own_settings
from people.views.places import place_settings
from people.views.privacy import privacy
from people.views.roles import role_remove, roles
from people.views.sign_in import RecoveryCodes, SetUpSecondFactor, SignIn, TakeOffSecondFactor

urlpatterns: list[URLPattern] = [
    path("kirjaudu/", SignIn.as_view(), name="account_login"),
    path("kirjaudu/demo/", demo_sign_in, name="demo_sign_in"),
    path("kirjaudu/ulos/", account.logout, name="account_logout"),
    path("kirjaudu/koodi/", mfa.authenticate, name="mfa_authenticate"),
    path("kirjaudu/ei-kaytossa/", account.account_inactive, name="account_inactive"),
    path("kirjaudu/keskeytetty/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("kirjaudu/ei-onnistunut/", social.login_error, name="socialaccount_login_error"),
    path("kirjaudu/salasana-unohtui/", account.password_reset, name="account_reset_password"),
    path("kirjaudu/salasana-unohtui/lahetetty/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "kirjaudu/salasana-unohtui/valmis/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^kirjaudu/salasana-unohtui/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("rekisteroidy/", account.signup, name="account_signup"),
    path("rekisteroidy/avaa-linkki/", account.email_verification_sent, name="account_email_verification_sent"),
    path("rekisteroidy/avaa-linkki/<str:key>/", account.confirm_email, name="account_confirm_email"),
    path("tili/sahkoposti/", account.email, name="account_email"),
    path("tili/salasana/", account.password_change, name="account_change_password"),
    path("tili/uusi-salasana/", account.password_set, name="account_set_password"),
    path("tili/vahvista/", account.reauthenticate, name="account_reauthenticate"),
    path("tili/kaksivaiheinen/", mfa.index, name="mfa_index"),
    path("tili/kaksivaiheinen/vahvista/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("tili/kaksivaiheinen/kayttoon/", SetUpSecondFactor.as_view(), name="mfa_activate_totp"),
    path("tili/kaksivaiheinen/pois/", TakeOffSecondFactor.as_view(), name="mfa_deactivate_totp"),
    path("tili/kaksivaiheinen/varakoodit/", RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("tili/kaksivaiheinen/varakoodit/uudet/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("tili/kaksivaiheinen/varakoodit/lataa/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("omat-tiedot/", own_data, name="own_data"),
    path("omat-tiedot/kaikki/", own_data_all, name="own_data_all"),
    path("omat-tiedot/lataa/", own_data_download, name="own_data_download"),
    path("omat-tiedot/asetukset/", own_settings, name="own_settings"),
    path("omat-tiedot/suostumukset/", own_consents, name="own_consents"),
    path("omat-tiedot/poista/", own_erase, name="own_erase"),
    path("tietosuoja/", privacy, name="privacy"),
    path("<slug:slug>/asetukset/", place_settings, name="place_settings"),
    path("<slug:slug>/roolit/", roles, name="roles"),
    path("<slug:slug>/roolit/<int:grant>/poista/", role_remove, name="role_remove"),
    path("<slug:slug>/tarkastus/", audit_trail, name="audit_trail"),
    path("<slug:slug>/tarkastus/lataa/", audit_export, name="audit_export"),
]
