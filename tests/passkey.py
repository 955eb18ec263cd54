"""A passkey in software: answers as a telephone does, or as one that lies."""

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG
VERIFIED = FLAG.UP | FLAG.UV


@dataclass
class Passkey:
    """One key for one account; every answer can be made wrong by an argument."""

    host: str = "localhost"
    origin: str = "http://localhost"
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    owner: str = ""
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def register(self, options: dict[str, Any], **wrong: Any) -> str:
        """Answer the options of the page that adds a passkey."""
        asked = options["creation_options"]["publicKey"]
        self.owner = asked["user"]["id"]
        credential = AttestedCredentialData.create(
            bytes(16), self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(
            sha256(wrong.get("host", self.host).encode()).digest(),
            wrong.get("flags", VERIFIED) | FLAG.AT,
            0,
            credential,
        )
        client = self._client("webauthn.create", asked["challenge"], wrong)
        response = {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self._answer(response)

    def answer(self, options: dict[str, Any], **wrong: Any) -> str:
        """Answer the options of the page that signs in."""
        asked = options["request_options"]["publicKey"]
        data = AuthenticatorData.create(
            sha256(wrong.get("host", self.host).encode()).digest(), wrong.get("flags", VERIFIED), 1
        )
        client = self._client("webauthn.get", asked["challenge"], wrong)
        signed = self.key.sign(bytes(data) + sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(bytes(data)),
            "signature": websafe_encode(wrong.get("signature", signed)),
            "userHandle": wrong.get("owner", self.owner),
        }
        return self._answer(response, id=wrong.get("id", self.id))

    def _client(self, kind: str, challenge: str, wrong: dict[str, Any]) -> bytes:
        return bytes(
            CollectedClientData.create(
                wrong.get("kind", kind),
                websafe_decode(wrong.get("challenge", challenge)),
                wrong.get("origin", self.origin),
            )
        )

    def _answer(self, response: dict[str, Any], id: bytes | None = None) -> str:  # noqa: A002
        name = websafe_encode(id or self.id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )
