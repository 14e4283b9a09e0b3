/// The program the typesetter's Python runs: sets every document it is handed, side by side.
///
/// Against one run of WeasyPrint's own command for each document it saves three things. Its modules
/// are loaded once for all of them. The collector of cycles stays off, since each document has a
/// process of its own that ends with it. And pictures of few colours go into the document with
/// their palette, where WeasyPrint would expand them to full colour and code them twice: a picture
/// one pixel high keeps their place until the document is finished. Drawings that come with a
/// document are laid below the texts of its pages as they are, which costs no more than packing them.
enum TypesetterProgram {
    /// Its source.
    ///
    /// Input: a line of JSON for each document, followed by the bytes of hypertext it counts
    /// and by the drawings of its pages, of the lengths it lists.
    static let text = #"""
        import base64, gc, io, json, os, re, signal, sys, zlib

        gc.disable()
        import pydyf
        from PIL import Image
        from weasyprint import HTML

        PICTURE = re.compile("data:image/png;base64,([A-Za-z0-9+/=]+)")


        def place_holder(number):
            file = io.BytesIO()
            Image.new("L", (number + 1, 1)).save(file, "PNG")
            return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


        def indexed(picture):
            """The entries and the data of an image object, from a PNG of 8 bits with a palette."""
            at, chunks = 8, {}
            while at < len(picture):
                length, name = int.from_bytes(picture[at : at + 4], "big"), picture[at + 4 : at + 8]
                chunks[name] = chunks.get(name, b"") + picture[at + 8 : at + 8 + length]
                at += length + 12
            head, palette = chunks[b"IHDR"], chunks[b"PLTE"]
            width, height = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
            colours = ("/Indexed", "/DeviceRGB", len(palette) // 3 - 1, "<" + palette.hex() + ">")
            rows = pydyf.Dictionary({"Predictor": 15, "Columns": width, "Colors": 1})
            entries = {"Width": width, "Height": height, "ColorSpace": pydyf.Array(colours)}
            data = zlib.compress(zlib.decompress(chunks[b"IDAT"]), 6)
            return entries | {"DecodeParms": rows}, data


        def lay_below(pdf, drawings):
            pages = [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page"]
            for page, drawing in zip(pages, drawings, strict=True):
                stream = pydyf.Stream([drawing], compress=True)
                pdf.add_object(stream)
                page["Contents"] = pydyf.Array([stream.reference, page["Contents"]])


        def typeset(job, hypertext, drawings):
            os.environ["SOURCE_DATE_EPOCH"] = str(job["seconds"])
            pictures = []

            def take(match):
                pictures.append(base64.b64decode(match[1]))
                return place_holder(len(pictures) - 1)

            def put_back(document, pdf):
                for item in pdf.objects:
                    entries = item.extra if isinstance(item, pydyf.Stream) else {}
                    if entries.get("Subtype") == "/Image" and entries["Height"] == 1:
                        added, data = indexed(pictures[entries["Width"] - 1])
                        entries.update(added)
                        item.stream = [data]
                if drawings:
                    lay_below(pdf, drawings)

            HTML(string=PICTURE.sub(take, hypertext)).write_pdf(
                job["path"], finisher=put_back, pdf_identifier=job["identifier"].encode())


        def main():
            given = sys.stdin.buffer.read()
            # Prepares once what every document asks for first.
            HTML(string="<p>1<svg><text>1</text></svg>").write_pdf()
            at, running, status = 0, 0, 0
            while at < len(given) or running:
                if at == len(given) or running == len(os.sched_getaffinity(0)):
                    ended = os.waitstatus_to_exitcode(os.wait()[1])
                    if ended == -signal.SIGALRM:
                        print("not set within its time limit", file=sys.stderr, flush=True)
                    status = max(status, ended != 0)
                    running -= 1
                    continue
                start = given.index(b"\n", at) + 1
                job = json.loads(given[at:start])
                end = at = start + job["bytes"]
                drawings = []
                for length in job["drawings"]:
                    drawings.append(given[at : at + length])
                    at += length
                running += 1
                if os.fork() == 0:
                    signal.alarm(job["limit"])
                    try:
                        typeset(job, given[start:end].decode(), drawings)
                    except BaseException as problem:
                        print(f"{type(problem).__name__}: {problem}"[:500], file=sys.stderr, flush=True)
                        os._exit(1)
                    os._exit(0)
            sys.exit(int(status))


        main()
        """#
}
