"""The one secret of an installation."""

import secrets

from naober.config.environment import read, var_folder


def secret_key(*, demo: bool) -> str:
    """Return NAOBER_SECRET_KEY; a demonstration makes and keeps its own.

    In production an empty key is returned as it is: the start-up checks refuse it with a sentence.
    """
    if (key := read("NAOBER_SECRET_KEY")) or not demo:
        return key or "unsafe-no-secret-key"
    path = var_folder() / "secrets" / "django"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()
