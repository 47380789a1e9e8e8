"""Bytes to frames and back. Decoding is the one place where outside input gets its type."""

import re

import msgspec

from chatserver.domain.errors import BadFrame, InvalidField, SebayaError, UnknownType
from chatserver.protocol.client import AnyClientFrame
from chatserver.protocol.server import AnyServerFrame, Error, ServerFrame

SUBPROTOCOL = "chat.v1"

_decoder: msgspec.json.Decoder[AnyClientFrame] = msgspec.json.Decoder(AnyClientFrame)
_server_decoder: msgspec.json.Decoder[AnyServerFrame] = msgspec.json.Decoder(AnyServerFrame)
_encoder = msgspec.json.Encoder()


class _Envelope(msgspec.Struct):
    """What is looked for in a frame that could not be decoded: enough to answer it by name."""

    t: str = ""
    id: str = ""


_envelope = msgspec.json.Decoder(_Envelope)
_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_PATH = re.compile(r"\$\.([A-Za-z_]+)")


def decode(raw: str | bytes) -> AnyClientFrame:
    """Return the client frame in `raw`.

    Raises:
        UnknownType: the type is not known.
        InvalidField: a known type with a field that is missing or out of its range; names the field only,
            so that no error repeats what somebody wrote.
        BadFrame: not a JSON object with a text field `t`.
    """
    try:
        return _decoder.decode(raw)
    except msgspec.ValidationError as error:
        name = _envelope_of(raw).t
        if not name:
            raise BadFrame from None
        if name not in CLIENT_TYPES:
            raise UnknownType from None
        found = _PATH.search(str(error))
        field = found.group(1) if found else _missing(str(error))
        raise InvalidField(f"The field {field} is missing or out of its range." if field else None) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise BadFrame from None


def command_id(raw: str | bytes) -> str:
    """Return the id of a frame that could not be decoded, or "" where none can be read safely."""
    found = _envelope_of(raw).id
    return found if _SAFE_ID.fullmatch(found) else ""


def encode(frame: ServerFrame) -> bytes:
    """Return the frame as UTF-8 JSON."""
    return _encoder.encode(frame)


def decode_server(raw: str | bytes) -> AnyServerFrame:
    """Return the server frame in `raw`; for clients written in Python."""
    return _server_decoder.decode(raw)


def error_frame(error: Exception, id: str = "") -> Error:
    """Return the frame that tells a client of a refusal; anything unexpected is told without detail."""
    if not isinstance(error, SebayaError):
        return Error(code="error", message=SebayaError.text, id=id, retry=True, retry_ms=2_000)
    return Error(
        code=error.code,
        message=error.message,
        id=id,
        retry=error.retry_ms is not None,
        retry_ms=error.retry_ms or 0,
        owner=error.owner or "",
    )


def _envelope_of(raw: str | bytes) -> _Envelope:
    try:
        return _envelope.decode(raw)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return _Envelope()


def _missing(text: str) -> str:
    found = re.search(r"required field `([a-z_]+)`", text)
    return found.group(1) if found else ""


def _types(union: object) -> dict[str, type[msgspec.Struct]]:
    members = getattr(union, "__args__", ())
    return {str(member.__struct_config__.tag): member for member in members}


CLIENT_TYPES = _types(AnyClientFrame)
SERVER_TYPES = _types(AnyServerFrame)
