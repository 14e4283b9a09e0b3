/// An official document as a file of word programs (DOCX, ECMA-376): the parts of the package and what joins them.
struct WordPackage {
    let document: OfficialDocument
    let moment: ReportMoment

    static let opening = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    static let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    private static let office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let packages = "http://schemas.openxmlformats.org/package/2006"
    private static let types =
        "application/vnd.openxmlformats-officedocument.wordprocessingml."

    /// The parts beside the document itself, each with its name and kind of relationship.
    private static let parts = [
        ("styles", "styles"), ("settings", "settings"), ("footer1", "footer"),
        ("footer2", "footer"), ("footer3", "footer"), ("header1", "header"),
    ]

    /// The bytes of the file; the same for the same document and moment.
    var bytes: [UInt8] {
        let text = WordText(document: document)
        let parts = [
            ("[Content_Types].xml", contentTypes), ("_rels/.rels", relationships),
            ("docProps/core.xml", properties), ("word/document.xml", text.main),
            ("word/_rels/document.xml.rels", documentRelationships),
            ("word/styles.xml", WordStyles.part), ("word/settings.xml", settings),
            ("word/footer1.xml", text.footer(.pageNumberOdd)),
            ("word/footer2.xml", text.footer(.pageNumberEven)),
            ("word/footer3.xml", text.firstFooter), ("word/header1.xml", text.firstHeader),
        ]
        return StoredArchive.bytes(
            parts.map { ($0.0, Array($0.1.utf8)) }, moment: moment)
    }

    private var contentTypes: String {
        var page = Markup(.chinese)
        page.raw(Self.opening)
        page.element("Types", ["xmlns": Self.packages + "/content-types"]) { types in
            types.empty(
                "Default",
                [
                    "Extension": "rels",
                    "ContentType": "application/vnd.openxmlformats-package.relationships+xml",
                ])
            types.empty("Default", ["Extension": "xml", "ContentType": "application/xml"])
            types.empty(
                "Override",
                [
                    "PartName": "/docProps/core.xml",
                    "ContentType": "application/vnd.openxmlformats-package.core-properties+xml",
                ])
            for (part, kind) in [("document", "document.main")] + Self.parts {
                types.empty(
                    "Override",
                    [
                        "PartName": "/word/\(part).xml", "ContentType": Self.types + kind + "+xml",
                    ])
            }
        }
        return page.source
    }

    private var relationships: String {
        Self.relationships([
            (Self.office + "/officeDocument", "word/document.xml"),
            (
                Self.packages + "/relationships/metadata/core-properties", "docProps/core.xml"
            ),
        ])
    }

    private var documentRelationships: String {
        Self.relationships(Self.parts.map { (Self.office + "/" + $0.1, $0.0 + ".xml") })
    }

    /// Relationships named `r1`, `r2` … in their order.
    private static func relationships(_ list: [(type: String, target: String)]) -> String {
        var page = Markup(.chinese)
        page.raw(opening)
        page.element("Relationships", ["xmlns": packages + "/relationships"]) { relationships in
            for (index, one) in list.enumerated() {
                relationships.empty(
                    "Relationship",
                    ["Id": "r\(index + 1)", "Type": one.type, "Target": one.target])
            }
        }
        return page.source
    }

    /// The name of the relationship with a part.
    static func relationship(_ part: String) -> String? {
        parts.firstIndex { $0.0 == part }.map { "r\($0 + 1)" }
    }

    private var properties: String {
        var page = Markup(.chinese)
        page.raw(Self.opening)
        page.element(
            "cp:coreProperties",
            [
                "xmlns:cp": Self.packages + "/metadata/core-properties",
                "xmlns:dc": "http://purl.org/dc/elements/1.1/",
                "xmlns:dcterms": "http://purl.org/dc/terms/",
                "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            ]
        ) { core in
            core.element("dc:title", [:], text: document.title)
            core.element("dc:creator", [:], text: document.issuer)
            core.element("dc:description", [:], text: document.source)
            for name in ["dcterms:created", "dcterms:modified"] {
                core.element(name, ["xsi:type": "dcterms:W3CDTF"], text: moment.isoText)
            }
        }
        return page.source
    }

    private var settings: String {
        var page = Markup(.chinese)
        page.raw(Self.opening)
        page.element("w:settings", ["xmlns:w": Self.main]) { settings in
            settings.empty("w:evenAndOddHeaders")
            settings.empty("w:characterSpacingControl", ["w:val": "compressPunctuation"])
            settings.element("w:compat") { compat in
                compat.empty(
                    "w:compatSetting",
                    [
                        "w:name": "compatibilityMode",
                        "w:uri": "http://schemas.microsoft.com/office/word", "w:val": "15",
                    ])
            }
        }
        return page.source
    }
}

extension OfficialDocument {
    /// The document as a file of word programs (DOCX); the same bytes for the same moment.
    public func word(_ moment: ReportMoment) -> [UInt8] {
        WordPackage(document: self, moment: moment).bytes
    }
}
