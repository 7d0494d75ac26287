"""What a PDF tells those who do not see it, read by pikepdf: its structure with the text of each part, in the order in which it is read."""

from dataclasses import dataclass, field

import pikepdf


@dataclass
class Node:
    """A part of the structure."""

    kind: str
    alt: str | None = None
    scope: str | None = None
    span: int = 1
    parts: list = field(default_factory=list)

    def all(self, *kinds):
        """The parts of these kinds, from the outside in, in the order in which they are read."""
        if self.kind in kinds:
            yield self
        for part in self.parts:
            if isinstance(part, Node):
                yield from part.all(*kinds)

    @property
    def text(self):
        return "".join(part.text if isinstance(part, Node) else part for part in self.parts)


def decoder(font):
    """The signs of a font, two bytes each, as the file says that they are read."""
    table, lines = {}, font.ToUnicode.read_bytes().decode("latin-1").splitlines()
    mode = None
    for line in lines:
        if line.endswith(("beginbfchar", "beginbfrange")):
            mode = line.rsplit("begin", 1)[1]
        elif line.startswith("endbf"):
            mode = None
        elif mode:
            said = [bytes.fromhex(part) for part in line.replace(">", "").replace("[", "").replace("]", "").split("<")[1:] if part.strip()]
            first = int.from_bytes(said[0], "big")
            if mode == "bfchar":
                table[first] = said[1].decode("utf-16-be")
            else:
                last = int.from_bytes(said[1], "big")
                base = said[2].decode("utf-16-be")
                for at in range(first, last + 1):
                    table[at] = base[:-1] + chr(ord(base[-1]) + at - first)
    return table


def marked(page):
    """The text of each marked part of a page by its number, and the text that is marked as nothing to read."""
    fonts = {name: decoder(font) for name, font in page.Resources.get("/Font", {}).items()}
    texts, beside, unmarked, stack, font = {}, [], [], [], None
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            props = operands[1]
            props = page.Resources.Properties[str(props)] if isinstance(props, pikepdf.Name) else props
            number = props.get("/MCID")
            stack.append(None if number is None else int(number))
            if number is not None:
                texts.setdefault(int(number), "")
        elif name == "BMC":
            stack.append(None)
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in ("Tj", "TJ"):
            parts = operands[0] if name == "TJ" else [operands[0]]
            shown = ""
            for part in parts:
                if isinstance(part, pikepdf.String):
                    raw = bytes(part)
                    shown += "".join(font[int.from_bytes(raw[at : at + 2], "big")] for at in range(0, len(raw), 2))
            if not stack:
                unmarked.append(shown)
            elif stack[-1] is None:
                beside.append(shown)
            else:
                texts[stack[-1]] += shown
        elif name in ("S", "s", "f", "f*", "B", "b") and not stack:
            unmarked.append("a path")
    return texts, beside, unmarked


def several(given):
    """What may stand alone, in a list, or not at all."""
    if given is None:
        return []
    return list(given) if isinstance(given, pikepdf.Array) else [given]


def read(path):
    """The structure of a file, what stands beside it on each page, and what is marked as neither."""
    with pikepdf.open(path) as pdf:
        pages = {page.obj.objgen: marked(page) for page in pdf.pages}

        def node(element, page=None):
            page = element.get("/Pg", page)
            said = {key: value for one in several(element.get("/A")) for key, value in one.items()}
            alt = element.get("/Alt")
            made = Node(
                str(element.S).lstrip("/"),
                None if alt is None else str(alt),
                str(said["/Scope"]).lstrip("/") if "/Scope" in said else None,
                int(said.get("/RowSpan", 1)),
            )
            for part in several(element.get("/K")):
                if isinstance(part, pikepdf.Dictionary) and "/S" in part:
                    made.parts.append(node(part, page))
                elif isinstance(part, pikepdf.Dictionary) and "/MCID" in part:
                    made.parts.append(pages[part.get("/Pg", page).objgen][0][int(part.MCID)])
                else:
                    made.parts.append(pages[page.objgen][0][int(part)])
            return made

        root = pdf.Root.StructTreeRoot.K
        root = root[0] if isinstance(root, pikepdf.Array) else root
        facts = {
            "lang": str(pdf.Root.Lang),
            "marked": bool(pdf.Root.MarkInfo.Marked),
            "title": str(pdf.docinfo.get("/Title", "")),
            "bookmarks": bookmarks(pdf),
            "xmp": pdf.Root.Metadata.read_bytes().decode("utf-8"),
            "pages": [[float(side) for side in page.MediaBox] for page in pdf.pages],
        }
        return node(root), [one[1] for one in pages.values()], [text for one in pages.values() for text in one[2]], facts


def bookmarks(pdf):
    with pdf.open_outline() as outline:

        def named(items):
            return [(item.title, named(item.children)) for item in items]

        return named(outline.root)
