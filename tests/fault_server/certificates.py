"""Certificates that no browser would accept, made on the spot."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("self-signed", "expired", "wrong-host")


def context(folder: Path, kind: str) -> ssl.SSLContext:
    """A server's TLS context with a certificate of one of `KINDS`, whose files lie in `folder`.

    `authority.pem` there is the certificate itself: who trusts that accepts the self-signed one.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "fault server")])
    begins = datetime.now(UTC) - timedelta(days=30)
    ends = begins + timedelta(days=1 if kind == "expired" else 60)
    host: x509.GeneralName = x509.IPAddress(ip_address("127.0.0.1"))
    if kind == "wrong-host":
        host = x509.DNSName("other.invalid")
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([host]), critical=False)
        .sign(key, hashes.SHA256())
    )
    public = folder / "authority.pem"
    private = folder / "key.pem"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(public, private)
    return tls
