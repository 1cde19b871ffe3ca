"""What people type: sign-in forms in our words (allauth does the work), roles, own data, the filter of the audit trail."""

from collections.abc import Iterable
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.enums import ConsentPurpose, Role
from people.rules import ERASE_WORD, ROLE_DESCRIPTIONS, STAFF_ROLES
from portal.forms import OptionCards

EMAIL_MISSING = _("Write your e-mail, for example name@example.fi.")
EMAIL_WRONG = _("Write the whole e-mail, for example name@example.fi.")
PASSWORD_MISSING = _("Write the password.")
PASSWORD_HINT = _("At least 12 characters. A sentence that only you know is good.")
CODE_MISSING = _("Write the code.")


def say(form: forms.Form, name: str, label: Any, hint: Any = "", missing: Any = "") -> None:
    """Our own words for a field of allauth's: label, hint, and what is said when it is left empty. No placeholders: they vanish."""
    field = form.fields.get(name)
    if field is None:
        return
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    if missing:
        field.error_messages["required"] = missing
    if isinstance(field, forms.EmailField):
        field.error_messages["invalid"] = EMAIL_WRONG


class SignInForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "login", _("E-mail"), missing=EMAIL_MISSING)
        say(self, "password", _("Password"), missing=PASSWORD_MISSING)
        say(self, "remember", _("Keep me signed in on this device"), _("Do not choose this on a shared computer."))


class SignUpForm(account.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "email", _("E-mail"), _("We send you a link. Open it to finish."), EMAIL_MISSING)
        say(self, "password1", _("Password"), PASSWORD_HINT, PASSWORD_MISSING)
        say(self, "password2", _("The same password again"), missing=PASSWORD_MISSING)


class ForgottenPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "email", _("E-mail"), missing=EMAIL_MISSING)


class NewPasswordByMailForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_new_password(self)


class SetPasswordForm(account.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_new_password(self)


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "oldpassword", _("Present password"), missing=PASSWORD_MISSING)
        say_new_password(self)


def say_new_password(form: forms.Form) -> None:
    say(form, "password1", _("New password"), PASSWORD_HINT, PASSWORD_MISSING)
    say(form, "password2", _("The same new password again"), missing=PASSWORD_MISSING)


class ChangeEmailForm(account.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(
            self,
            "email",
            _("New e-mail"),
            _("We send a link to it. The old one works until you open the link."),
            EMAIL_MISSING,
        )


class PasswordAgainForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password", _("Password"), missing=PASSWORD_MISSING)


def say_code(form: forms.Form, label: Any, hint: Any) -> None:
    say(form, "code", label, hint, CODE_MISSING)
    form.fields["code"].widget.attrs.update({"inputmode": "numeric", "class": "govuk-input--width-10"})


CODE_LABEL = _("Six-digit code")
CODE_OR_RECOVERY = _(
    "From the authenticator on your phone. If the phone is not with you, write one of your recovery codes."
)


class SecondFactorForm(mfa.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_code(self, CODE_LABEL, CODE_OR_RECOVERY)


class SecondFactorAgainForm(mfa.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_code(self, CODE_LABEL, CODE_OR_RECOVERY)


class AuthenticatorForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_code(self, CODE_LABEL, _("The one that the authenticator shows now."))


class RoleForm(forms.Form):
    """A role for the account with this e-mail."""

    email = forms.EmailField(
        label=_("E-mail of the account"),
        help_text=_("The person signs up first and verifies the e-mail."),
        error_messages={"required": EMAIL_MISSING, "invalid": EMAIL_WRONG},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"}),
    )
    role = forms.ChoiceField(
        label=pgettext_lazy("role", "Role"),
        choices=[(role.value, role.label) for role in Role if role in STAFF_ROLES],
        widget=OptionCards(hints={role.value: text for role, text in ROLE_DESCRIPTIONS.items()}, columns=2),
        error_messages={"required": _("Choose a role.")},
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class SettingsForm(forms.Form):
    public_name = forms.CharField(
        label=_("Pen name"),
        help_text=_("Shown with what you write, if you want. It need not be your name."),
        max_length=60,
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language of the e-mails that we send you"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language.")},
    )


class ConsentForm(forms.Form):
    """One tick for each purpose; none is ticked until the person has done it."""

    def __init__(self, *args: Any, given: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = set(given)
        for purpose in ConsentPurpose:
            self.fields[purpose.value] = forms.BooleanField(
                label=purpose.label, required=False, initial=purpose.value in self.given
            )

    def wanted(self) -> dict[ConsentPurpose, bool]:
        return {purpose: bool(self.cleaned_data[purpose.value]) for purpose in ConsentPurpose}


class EraseForm(forms.Form):
    """Erasing cannot be undone: the word is typed by hand."""

    word = forms.CharField(max_length=20, error_messages={"required": _("Write the word to erase the account.")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].label = _("Write the word %(word)s") % {"word": ERASE_WORD}
        self.fields["word"].widget.attrs.update({"autocomplete": "off", "class": "govuk-input--width-10"})

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"].strip()
        if word.casefold() != str(ERASE_WORD).casefold():
            raise forms.ValidationError(
                _("Write exactly %(word)s. The account has not been erased."), params={"word": ERASE_WORD}, code="word"
            )
        return word


class AuditFilterForm(forms.Form):
    """Everything optional; what cannot be read is told beside the field and not used."""

    kind = forms.ChoiceField(label=_("What"), required=False)
    since = forms.DateField(
        label=_("From the day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 2026-11-23.")},
        input_formats=["%Y-%m-%d"],
    )
    until = forms.DateField(
        label=_("To the day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 2026-11-23.")},
        input_formats=["%Y-%m-%d"],
    )
    subject = forms.CharField(label=_("Code or number"), required=False, max_length=60)

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Everything")), *kinds]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day is before the first."))
        return cleaned
