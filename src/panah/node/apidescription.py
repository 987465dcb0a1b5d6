"""What the framework's description of the API leaves out: problems, headers of answers. Its reference in Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ninja.openapi.schema import OpenAPISchema

from panah.web.problems import MEDIA_TYPE

_PROBLEM = {
    "title": "Problem",
    "description": "What is wrong (RFC 9457). `code` is stable; `problems` names the places and never what was sent.",
    "type": "object",
    "required": ["type", "status", "code", "title"],
    "properties": {
        "type": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["at", "message"],
                "properties": {
                    "at": {"type": "string"},
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
    },
    "examples": [
        {
            "type": "urn:panah:problem:invalid",
            "status": 422,
            "code": "invalid",
            "title": "The request is not as described",
            "problems": [{"at": "body.direction", "message": "Input should be 'entry' or 'exit'"}],
        }
    ],
}

_ALWAYS = {
    401: "No valid token",
    403: "The token lacks the scope",
    500: "A fault here; sending again is safe",
    503: "The database doesn't answer just now; send it again after `Retry-After` seconds, with the same key",
}
_WITH_BODY = {
    400: "No JSON in UTF-8, or no usable Idempotency-Key",
    413: "More than 2 MiB",
    415: "Not application/json",
    422: "Not as described here, or not possible",
}
_WITH_HANDLE = {404: "No such presentation at this post", 422: "Not as described here"}
_OF_A_BODY = {404: "No such referral of this body"}
_RECORDING = {
    400: "No usable Idempotency-Key",
    409: "Not possible as things stand, such as a presentation that has an outcome already",
    413: "More than 2 MiB",
    422: "Not as described here, or the key was used for another request",
}

_LOOKING = {
    422: "Not as described here, or a reason that is none or lacks its words",
    428: "A look that needs a reason (`Look-Reason`)",
}

Operation = dict[str, Any]


def complete(schema: OpenAPISchema) -> OpenAPISchema:
    """Add the problems each operation may answer with, and the header of a replayed answer."""
    schema["components"]["schemas"]["Problem"] = _PROBLEM
    for path, _method, operation in operations(schema):
        wanted = _problems(path, operation)
        for status, text in sorted(wanted.items()):
            content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
            operation["responses"][status] = {"description": text, "content": content}
        if _records(operation):
            operation["responses"][201]["headers"] = {
                "Idempotent-Replay": {
                    "description": "`true` when this is the answer of the first time",
                    "schema": {"type": "string", "enum": ["true"]},
                }
            }
    return schema


def operations(schema: Mapping[str, Any]) -> Iterator[tuple[str, str, Operation]]:
    """Path, method and description of each operation."""
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _records(operation: Operation) -> bool:
    return _wants(operation, "Idempotency-Key")


def _wants(operation: Operation, header: str) -> bool:
    return any(parameter["name"] == header for parameter in operation.get("parameters", ()))


def _problems(path: str, operation: Operation) -> dict[int, str]:
    found = dict(_ALWAYS)
    if _records(operation):
        found |= _RECORDING
    if "requestBody" in operation:
        found |= _WITH_BODY
    if "{" in path:
        found = _WITH_HANDLE | found | (_OF_A_BODY if "/body/" in path else {404: _WITH_HANDLE[404]})
    if _wants(operation, "Look-Reason"):
        found |= _LOOKING
    if any(parameter["in"] == "query" for parameter in operation.get("parameters", ())):
        found = {422: "Not as described here"} | found
    return found


def reference(schema: Mapping[str, Any]) -> str:
    """The operations and shapes in Markdown."""
    lines: list[str] = []
    for path, method, operation in operations(schema):
        lines += [f"### `{method.upper()} {path}`", "", f"{operation['summary']}. {operation['description']}", ""]
        if _records(operation):
            lines += ["Wants an `Idempotency-Key`.", ""]
        for parameter in operation.get("parameters", ()):
            if parameter["name"] == "Look-Reason":
                wants = "Wants" if parameter["required"] else "May want"
                lines += [f"{wants} a `Look-Reason`: {_shape(parameter['schema'])}.", ""]
            if parameter["in"] == "query":
                form = parameter["schema"]
                lines += [f"`?{parameter['name']}=`: {_shape(form)}, {form['default']} where it is left out.", ""]
        if body := operation.get("requestBody"):
            lines += [f"Takes {_shape(body['content']['application/json']['schema'])}.", ""]
        lines += ["| status | what |", "| --- | --- |"]
        for status, answer in sorted(operation["responses"].items()):
            lines.append(f"| {status} | {_answer(answer)} |")
        lines.append("")
    for name, shape in sorted(schema["components"]["schemas"].items()):
        lines += [f"### {name}", ""]
        if text := shape.get("description"):
            lines += [text.replace("``", "`"), ""]
        lines += ["| member | form | |", "| --- | --- | --- |"]
        needed = shape.get("required", ())
        for member, form in shape.get("properties", {}).items():
            lines.append(f"| `{member}` | {_shape(form)} | {'always' if member in needed else ''} |")
        for sample in shape.get("examples", ()):
            lines += ["", "```json", json.dumps(sample, ensure_ascii=False, indent=2), "```"]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _answer(answer: Mapping[str, Any]) -> str:
    content = answer.get("content", {})
    if MEDIA_TYPE in content or not content:
        return str(answer["description"])
    return _shape(content["application/json"]["schema"])


def _shape(form: Mapping[str, Any]) -> str:
    if "$ref" in form:
        name = form["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if len(form.get("allOf", ())) == 1:
        return _shape(form["allOf"][0])
    if "anyOf" in form:
        return " or ".join(dict.fromkeys(_shape(one) for one in form["anyOf"]))
    if "const" in form:
        return f"`{json.dumps(form['const'])}`"
    if "enum" in form:
        return ", ".join(f"`{json.dumps(one)}`" for one in form["enum"])
    kind = form.get("type", "any")
    if kind == "array" and "prefixItems" in form:
        return "[" + ", ".join(_shape(one) for one in form["prefixItems"]) + "]"
    if kind == "array":
        return f"list of {_shape(form['items'])}{_bounds(form, 'minItems', 'maxItems', ' of them')}"
    if pattern := form.get("pattern"):
        return f"string `{pattern.replace('|', chr(92) + '|')}`"
    if kind == "integer":
        return f"integer{_bounds(form, 'minimum', 'maximum')}"
    return f"{form.get('format', kind)}{_bounds(form, 'minLength', 'maxLength', ' characters')}"


def _bounds(form: Mapping[str, Any], least: str, most: str, unit: str = "") -> str:
    if most in form:
        return f" ({form[least]} to {form[most]}{unit})" if form.get(least) else f" (at most {form[most]}{unit})"
    return f" (at least {form[least]}{unit})" if form.get(least) else ""
