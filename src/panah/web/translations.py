"""The catalogues: texts collected from code and templates, compiled and checked, with Babel alone (no gettext tools).

One catalogue a language serves the whole product: `locale/<language>/LC_MESSAGES/django.po`, English being the texts
themselves. The files hold no dates, names or line numbers, so that they change only when a text does.
docs/translations.md tells translators what they need to know.
"""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

import panah
from panah.web import languages
from panah.web.languages import Language

SOURCE = Path(panah.__file__).parent
LOCALE = Path(__file__).parent / "locale"
TRANSLATED: tuple[Language, ...] = tuple(one for one in languages.ALL if one.code != languages.DEFAULT)

_PAIR, _CONTEXT, _CONTEXT_PAIR = (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), _PAIR),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), _CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), _CONTEXT_PAIR),
}
_PLACE = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")

Text = str | tuple[str, ...]
Key = tuple[str, str | None]


def path(language: Language, ending: str = "po") -> Path:
    """Where a language's catalogue lies."""
    return LOCALE / to_locale(language.code) / "LC_MESSAGES" / f"django.{ending}"


def collect() -> Catalog:
    """All texts of the product, with the files they stand in."""
    found = Catalog()
    for file in sorted(
        [*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]
    ):
        name = file.relative_to(SOURCE.parent).as_posix()
        for text, comments, context in _texts(file):
            found.add(text, locations=[(name, 0)], auto_comments=comments, context=context)
    for file in sorted(SOURCE.rglob("*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        for text in _marked(data, frozenset(data.get("translate", ())), frozenset(data.get("as_written", ()))):
            found.add(text, locations=[(file.relative_to(SOURCE.parent).as_posix(), 0)])
    return found


def _marked(value: object, keys: frozenset[str], as_written: frozenset[str]) -> Iterator[str]:
    """The texts of a data file under the keys that it names in `translate = ["text"]`, wherever they stand in it but
    in tables that it names in `as_written = ["source"]`."""
    if isinstance(value, list):
        for one in value:
            yield from _marked(one, keys, as_written)
    elif isinstance(value, dict) and keys:
        for key, one in value.items():
            if key in keys and isinstance(one, str) and one.strip():
                yield one
            elif key not in as_written | {"translate", "as_written"}:
                yield from _marked(one, keys, as_written)


def _texts(file: Path) -> Iterator[tuple[Text, list[str], str | None]]:
    source = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        masked = templatize(source, origin=file.name)
        # What is left of a template is no Python: its calls are taken out, each on a line of its own.
        source = "\n".join(call for call in _calls(masked))
    messages = babel_extract("python", BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=["Translators:"])
    for _line, text, comments, context in messages:
        if text and (text[0] if isinstance(text, tuple) else text).strip():
            yield text, comments, context


_CALL = re.compile(
    r"""\b(?:gettext|ngettext|pgettext|npgettext|_)\(\s*(?:u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")\s*,?\s*)+(?:count)?\s*\)""",
    re.DOTALL,
)


def _calls(masked: str) -> list[str]:
    return [" ".join(found.group().splitlines()) for found in _CALL.finditer(masked)]


def load(language: Language) -> Catalog:
    """A language's catalogue as it stands in the repository; empty if there is none yet."""
    file = path(language)
    if not file.exists():
        return Catalog(locale=language.locale)
    with file.open("rb") as stream:
        return read_po(stream, locale=language.locale)


def _key(message: Message) -> Key:
    return (message.id[0] if isinstance(message.id, list | tuple) else message.id, message.context)


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return () if text is None else (text,) if isinstance(text, str) else tuple(text)


def _translated(message: Message) -> bool:
    forms = _forms(message.string)
    return bool(forms) and all(forms)


def extract() -> dict[str, int]:
    """Bring every catalogue up to the texts of the product; the number of texts without translation, by language.

    Translations stay, texts that are no longer used go, nothing is guessed. English, for completeness, lacks none.
    """
    texts = collect()
    return {language.code: _save(language, texts, _strings(load(language))) for language in TRANSLATED}


def _strings(catalog: Catalog) -> dict[Key, tuple[str, ...]]:
    return {_key(one): _forms(one.string) for one in catalog if one.id and _translated(one) and not one.fuzzy}


def _save(language: Language, texts: Catalog, strings: Mapping[Key, tuple[str, ...]]) -> int:
    new = Catalog(locale=language.locale)
    lacking = 0
    for message in texts:
        if not message.id:
            continue
        wanted = new.num_plurals if isinstance(message.id, list | tuple) else 1
        forms = strings.get(_key(message), ())
        if len(forms) != wanted:
            lacking += 1
            forms = ("",) * wanted
        new.add(
            message.id,
            forms[0] if wanted == 1 and isinstance(message.id, str) else forms,
            locations=message.locations,
            auto_comments=message.auto_comments,
            context=message.context,
        )
    _write(path(language), _header(new) + _body(new))
    return lacking


def _header(catalog: Catalog) -> bytes:
    lines = [
        f"Language: {catalog.locale_identifier}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {catalog.plural_forms}",
    ]
    return ('msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n").encode()


def _body(catalog: Catalog) -> bytes:
    stream = BytesIO()
    write_po(stream, catalog, width=110, omit_header=True, sort_output=True, include_lineno=False)
    return stream.getvalue()


def _write(file: Path, content: bytes) -> None:
    """Replace a file in one step, and only when it changes: several processes may do the same at once."""
    if file.exists() and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, delete=False) as stream:
        stream.write(content)
    os.chmod(stream.name, 0o644)
    os.replace(stream.name, file)


def compile() -> list[str]:
    """Compile every catalogue to the `.mo` that Django reads; the codes of the languages compiled."""
    done = []
    for language in TRANSLATED:
        catalog = load(language)
        stream = BytesIO()
        write_mo(stream, catalog)
        _write(path(language, "mo"), stream.getvalue())
        done.append(language.code)
    return done


def missing(code: str) -> list[Text]:
    """The texts that a language lacks, in the order of the catalogue: what a translator has to do."""
    strings = _strings(load(languages.BY_CODE[code]))
    texts = (message.id for message in collect() if message.id and _key(message) not in strings)
    return sorted((text if isinstance(text, str) else tuple(text) for text in texts), key=str)


def take_in(code: str, translations: Mapping[str, str | list[str]]) -> int:
    """Add translations by English text and return the number of texts still lacking one.

    A plural is named by its first form and given as the list of all forms, a text with a context as `context|text`.
    """
    language = languages.BY_CODE[code]
    strings = _strings(load(language))
    texts = collect()
    for message in texts:
        text, context = _key(message)
        given = translations.get(f"{context}|{text}" if context else text)
        if text and given:
            strings[text, context] = _forms(given)
    return _save(language, texts, strings)


def check() -> list[str]:
    """What is wrong with the catalogues, a line each; empty when every text is translated in every language."""
    texts = {_key(message): message for message in collect() if message.id}
    return [fault for language in TRANSLATED for fault in _faults(language, texts)]


def _faults(language: Language, texts: Mapping[Key, Message]) -> Iterator[str]:
    if not path(language).exists():
        yield f"{language.code}: there is no catalogue; run `panah translations extract`"
        return
    catalog = load(language)
    entries = {_key(message): message for message in catalog if message.id}
    lacking = sorted(str(key[0]) for key in texts if key not in entries or not _translated(entries[key]))
    if lacking:
        examples = "; ".join(repr(text[:60]) for text in lacking[:3])
        yield f"{language.code}: {len(lacking)} of {len(texts)} texts lack a translation, such as {examples}"
    unused = sorted(str(key[0]) for key in entries if key not in texts)
    if unused or catalog.obsolete:
        yield f"{language.code}: {len(unused) + len(catalog.obsolete)} texts are no longer used"
    for key in entries.keys() & texts.keys():
        message = entries[key]
        if message.fuzzy:
            yield f"{language.code}: marked as unsure (fuzzy): {key[0]!r}"
        if _translated(message) and (difference := _places_differ(message)):
            yield f"{language.code}: {difference} in {key[0]!r}"


def _places(text: str) -> set[str]:
    return {found.group() for found in _PLACE.finditer(text)}


def _places_differ(message: Message) -> str:
    """The places a translation lacks or invents. A plural form for one alone may leave out the number."""
    sources, strings = _forms(message.id), _forms(message.string)
    allowed = set().union(*map(_places, sources))
    needed = set.intersection(*map(_places, sources))
    for string in strings:
        if unknown := _places(string) - allowed:
            return f"there is no place {', '.join(sorted(unknown))}"
        if lost := needed - _places(string):
            return f"the place {', '.join(sorted(lost))} is missing"
    return ""
