"""A validator for the part of JSON Schema that our generator uses; an unknown keyword is an error, never ignored."""

from __future__ import annotations

from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
_NOTES = {"$schema", "$defs", "title", "description"}


def problems(value: Any, schema: dict[str, Any], root: dict[str, Any] | None = None, at: str = "$") -> list[str]:
    """What in `value` is against `schema`; empty where it fits."""
    root = schema if root is None else root
    out: list[str] = []
    for key, rule in schema.items():
        if key in _NOTES or key in ("items", "minItems", "maxItems", "required", "additionalProperties"):
            continue
        if key == "$ref":
            out += problems(value, root["$defs"][rule.rpartition("/")[2]], root, at)
        elif key == "anyOf":
            if all(problems(value, option, root, at) for option in rule):
                out.append(f"{at}: {value!r} fits none of {rule}")
        elif key == "enum":
            if value not in rule:
                out.append(f"{at}: {value!r} is none of {rule}")
        elif key == "type":
            if not isinstance(value, _TYPES[rule]) or (isinstance(value, bool) and rule != "boolean"):
                out.append(f"{at}: {value!r} is no {rule}")
        elif key == "properties":
            if isinstance(value, dict):
                for name, part in rule.items():
                    if name in value:
                        out += problems(value[name], part, root, f"{at}.{name}")
        elif key == "prefixItems":
            if isinstance(value, list):
                for number, part in enumerate(rule[: len(value)]):
                    out += problems(value[number], part, root, f"{at}[{number}]")
        else:
            out.append(f"{at}: the checker doesn't know the keyword {key!r}")
    if isinstance(value, dict):
        out += [f"{at}: lacks {name!r}" for name in schema.get("required", ()) if name not in value]
        if schema.get("additionalProperties") is False:
            out += [f"{at}: {name!r} is not named" for name in value if name not in schema.get("properties", {})]
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            out.append(f"{at}: {len(value)} items")
        if isinstance(schema.get("items"), dict):
            for number, part in enumerate(value):
                out += problems(part, schema["items"], root, f"{at}[{number}]")
    return out
