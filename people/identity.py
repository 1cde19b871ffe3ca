"""The conversation with the identity provider (OpenID Connect): stricter than allauth's own, and forgetting at once.

Beyond PKCE and state, which allauth does: the provider must call itself what we call it, the ID token is always checked by its
signature, it must answer our own question (nonce), and user information must be about the same person. Of all that it tells only a
keyed hash of the subject, the municipality's code and the year of birth leave this module.
"""

from dataclasses import dataclass
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from people.rules import birth_year_of, claim_at, municipality_code_of

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
CLOCKS_DIFFER = 30  # seconds
NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True)
class Identity:
    key: str
    municipality_code: str
    birth_year: int | None
    nonce: str


def key_of(issuer: str, subject: str) -> str:
    """The same person at the same provider always gives the same key, and the key does not give the person."""
    return salted_hmac("people.identity", f"{issuer.rstrip('/')}|{subject}", algorithm="sha256").hexdigest()


def read_identity(claims: dict[str, Any], settings: dict[str, Any]) -> Identity:
    subject = claim_at(claims, settings["subject_claim"])
    if not subject:
        raise OAuth2Error("The answer does not say who it is about")
    return Identity(
        key=key_of(str(claims["iss"]), str(subject)),
        municipality_code=municipality_code_of(claim_at(claims, settings["municipality_claim"])),
        birth_year=birth_year_of(claim_at(claims, settings["birthdate_claim"])),
        nonce=str(claims.get("nonce", "")),
    )


class IdentityClient(OpenIDConnectOAuth2Adapter):
    def get_provider(self) -> "IdentityProvider":
        app = get_adapter(self.request).get_app(self.request, provider=self.provider_id)
        return IdentityProvider(self.request, app=app)

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        if not all(isinstance(config.get(name), str) for name in NEEDED):
            raise OAuth2Error("The provider does not tell its addresses")
        configured = self.get_provider().app.settings["server_url"].partition("/.well-known/")[0]
        if config["issuer"].rstrip("/") != configured.rstrip("/"):
            raise OAuth2Error("The provider calls itself something else")
        return config

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        id_token = self._decode_id_token(app, kwargs["response"].get("id_token") or "")
        userinfo = self._fetch_user_info(token.token) if self.openid_config.get("userinfo_endpoint") else {}
        if userinfo and userinfo.get("sub") != id_token.get("sub"):
            raise OAuth2Error("User information is about somebody else")
        identity = read_identity({**userinfo, **id_token}, app.settings)
        login = self.get_provider().sociallogin_from_response(request, {"sub": identity.key})
        login.account.extra_data = {}
        login.identity = identity
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                self.key_for(id_token),
                algorithms=ALGORITHMS,
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                leeway=CLOCKS_DIFFER,
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error("The ID token is not valid") from error
        return claims

    def key_for(self, id_token: str) -> Any:
        """The provider's key that the token names; a provider with one key need not name it."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        name = jwt.get_unverified_header(id_token).get("kid")
        fitting = [key for key in keys if name is None or key.key_id == name]
        if len(fitting) != 1:
            raise OAuth2Error("The ID token is signed with an unknown key")
        return fitting[0].key


class IdentityProvider(OpenIDConnectProvider):
    """The same provider with our client; made by hand in views, not registered."""

    oauth2_adapter_class = IdentityClient
