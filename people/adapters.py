"""Where allauth meets our accounts: mails go to the outbox, secrets are stored sealed, words are our own."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from secrets import token_hex
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.actions import enqueue_mail, record_identification
from people.models import User
from portal.exceptions import RuleBroken
from portal.languages import active_language
from portal.navigation import address

TOO_MANY = gettext_lazy("Too many attempts. Wait a few minutes and try again.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("This account is not in use."),
        "duplicate_email": gettext_lazy("This e-mail is on your account already."),
        "email_password_mismatch": gettext_lazy("The e-mail or the password is wrong. Check both."),
        "email_taken": gettext_lazy("This e-mail is in use already."),
        "enter_current_password": gettext_lazy("The present password is wrong."),
        "incorrect_password": gettext_lazy("The password is wrong."),
        "incorrect_code": gettext_lazy("The code is wrong. Wait for the next one and try again."),
        "invalid_or_expired_key": gettext_lazy("The link is old or not whole."),
        "invalid_password_reset": gettext_lazy("The link is old or has been used already."),
        "rate_limited": TOO_MANY,
        "too_many_login_attempts": TOO_MANY,
        "unverified_primary_email": gettext_lazy("Verify the e-mail first: open the link that we sent."),
    }

    def new_user(self, request: HttpRequest) -> User:
        """A name is never asked; the language is that of the page."""
        return User(language=active_language())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the outbox like every other mail, so that a mail server that is away never stops a sign-up."""
        mail = self.render_mail(template_prefix, email, {"email": email, "address": settings.ADDRESS, **context})
        key = f"{template_prefix.replace('/', '.')}:{token_hex(16)}"
        enqueue_mail(
            key=key,
            to=email,
            subject=str(mail.subject),
            body=str(mail.body),
            language=active_language(),
            now=timezone.now(),
        )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff to their desk, an identified resident to the front page of the home municipality, others to the region's."""
        user = request.user
        if isinstance(user, User) and user.is_staff_member and address("desk"):
            return address("desk")
        if isinstance(user, User) and user.home_municipality is not None:
            return address("municipality_front", user.home_municipality.slug) or address("region_front")
        return address("region_front") or "/"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are sealed with the installation's key: who copies the database does not get them."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("The code is wrong. Wait for the next one and try again."),
        "unverified_email": gettext_lazy("Verify your e-mail first: open the link that we sent."),
        "cannot_generate_recovery_codes": gettext_lazy("Set up an authenticator first."),
    }

    def seal(self) -> Fernet:
        key = sha256(f"people.second_factor:{settings.SECRET_KEY}".encode()).digest()
        return Fernet(urlsafe_b64encode(key))

    def encrypt(self, text: str) -> str:
        return self.seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """With another key than it was sealed with, a secret opens nothing: every code is then wrong."""
        try:
            return self.seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return ""


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Strong identification. Nothing is taken from the provider but what people.identity reads: no name, no e-mail, no identity code."""

    def new_user(self, request: HttpRequest, sociallogin: SocialLogin) -> User:
        return User(language=active_language())

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        sociallogin.user.email = None
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The answer must be to our own question; then what it says is written onto the account that it concerns."""
        if not constant_time_compare(sociallogin.identity.nonce, sociallogin.state.get("nonce") or "-"):
            raise OAuth2Error("The nonce of the answer is not that of the question")
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            self.identify_signed_in(request, sociallogin)
        elif sociallogin.is_existing:
            self.write_down(sociallogin.user, sociallogin)

    def identify_signed_in(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if not isinstance(request.user, User):
            raise OAuth2Error("Signed out during identification")
        if sociallogin.is_existing and sociallogin.user != request.user:
            message = _("You have another account that is identified already. Sign in with identification.")
            raise RuleBroken(message, code="other_account", back=reverse("own_data"))
        self.write_down(request.user, sociallogin)

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        with transaction.atomic():
            user: User = super().save_user(request, sociallogin, form)
            self.write_down(user, sociallogin)
        return user

    def write_down(self, user: User, sociallogin: SocialLogin) -> None:
        identity = sociallogin.identity
        record_identification(
            user=user,
            identity_key=identity.key,
            municipality_code=identity.municipality_code,
            birth_year=identity.birth_year,
            now=timezone.now(),
        )

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("own_data")

    def validate_disconnect(self, account: Any, accounts: Any) -> None:
        """One person is one voter: an identity leaves an account only with the account."""
        raise ValidationError(_("Identification ends when the account is erased."), code="identity_stays")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail about identification: an identified resident sees it on the page."""


def verified_email(user: User) -> str:
    """The e-mail that the person has proved to be their own; empty when there is none."""
    found = EmailAddress.objects.filter(user=user, verified=True, primary=True).first()
    return found.email if found else ""
