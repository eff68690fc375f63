"""Web addresses as identities: tracking, scheme, a slash at the end and the form for telephones (AMP) make no difference."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ito|ref|ref_src|igshid|ns_\w+|at_\w+|xtor|amp|outputtype", re.I
)
TWIN_HOST = re.compile(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.)", re.I)  # the same article for telephones
TWIN_PATH = re.compile(r"^/amp(?=/)|(?:/amp|\.amp)(?=(?:\.html?)?$)", re.I)


def same_address(url: str) -> str | None:
    """A comparable form of an article's address; None if it is no http(s) address of a page below the front page."""
    try:
        parts = urlsplit(url.strip())
        host = TWIN_HOST.sub("", parts.hostname or "")
    except ValueError:
        return None
    path = TWIN_PATH.sub("", re.sub(r"/(?:index\.html?)?$", "", parts.path))
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query) if not TRACKING.fullmatch(k)))
    if parts.scheme not in ("http", "https") or not host or not (path or query):
        return None
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def site(url: str | None) -> str | None:
    """Host name without 'www.', or None."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
