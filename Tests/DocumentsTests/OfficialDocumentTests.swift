import Foundation
import LandModel
import Testing

@testable import Documents

@Suite struct OfficialDocumentTests {
    private static let moment = ReportMoment(epochSeconds: 1_795_135_620)

    /// Minutes with every kind of block.
    static let minutes: OfficialDocument = {
        var document = OfficialDocument(
            .minutes, masthead: "市联席会议纪要", title: "2027年第一次联席会议纪要", issuer: "市联席会议办公室")
        document.number = "甲联席纪要〔2027〕1号"
        document.body = [
            .paragraph("2027年6月1日，市联席会议召开2027年第一次联席会议。会议研究议题2项，议定事项1项。现纪要如下："),
            .heading(level: 1, "会议议题"),
            .heading(level: 2, "高标准农田资金统筹"),
            .paragraph(
                "市农业农村局同意：资金由市农业农村局牵头统筹，涉及 3,433.43 平方米、0.3433 公顷的地块一并纳入，不得重复安排。市财政局不同意：须先完成预算评审。"),
            .heading(level: 3, "评审"), .paragraph("按规定办理。"),
            .heading(level: 2, "子项目验收后的指标入库"), .paragraph("没有意见记录。"),
            .heading(level: 1, "议定事项"),
            .table(
                OfficialTable(
                    title: "议定事项表",
                    columns: [
                        .init("编号", share: 2), .init("事项", share: 8),
                        .init("承办单位", share: 4), .init("期限", share: 4, isNumber: true),
                    ],
                    rows: [["R1", "完成高标准农田资金预算评审 <a> & \"b\"", "市财政局", "2027-12-31"]])),
            .labelled("出席：", "市自然资源局陈科长，市农业农村局农科长，市水利局谭科长，市财政局钱科长。"),
            .labelled("列席：", "专家组潘教授。"),
        ]
        document.copies = ["市人民政府", "各县（区）人民政府"]
        document.printer = "市联席会议办公室"
        document.printedOn = CalendarDay("2027-06-03")
        return document
    }()

    /// A letter with much left open.
    static let letter: OfficialDocument = {
        var document = OfficialDocument(
            .letter, masthead: "示例县自然资源和规划局", title: "关于限期办理全域土地综合整治到期事项的督办函",
            issuer: "示例县自然资源和规划局")
        document.addressee = "柳江县里雍镇人民政府"
        document.body = (1...9).map { number in
            .paragraph(
                "第 \(number) 项：经核查办理记录，截至2027年6月1日，你单位负责的下列事项已超过规定期限，现予督办。请抓紧办理，并于收到本函后书面反馈办理情况。")
        }
        document.attachments = ["到期事项清单", "反馈表"]
        return document
    }()

    /// A reply in the general form.
    static let reply: OfficialDocument = {
        var document = OfficialDocument(
            .general, masthead: "柳州市自然资源和规划局文件", title: "关于柳城县大埔镇全域土地综合整治试点项目实施方案的批复",
            issuer: "柳州市自然资源和规划局")
        document.number = "柳资规〔2026〕18号"
        document.addressee = "柳城县人民政府"
        document.date = CalendarDay("2026-11-01")
        document.body = [
            .paragraph("你单位报送的“大埔镇全域土地综合整治试点项目”收悉。经研究，现批复如下："),
            .paragraph("同意。"),
        ]
        document.attachments = ["子项目表"]
        document.printer = "柳州市自然资源和规划局办公室"
        return document
    }()

    private func written(_ document: OfficialDocument, _ name: String) throws -> String {
        let path = try Scratch.folder("official") + "/\(name).docx"
        try Data(document.word(Self.moment)).write(to: URL(filePath: path))
        return path
    }

    @Test func `another reader finds the parts, the page and the text`() throws {
        let path = try written(Self.minutes, "minutes")
        let read = """
            import re, sys, zipfile
            from xml.etree import ElementTree
            with zipfile.ZipFile(sys.argv[1]) as archive:
                print(archive.testzip(), archive.infolist()[0].date_time, archive.infolist()[0].compress_type)
                parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}
            w = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
            body = parts['word/document.xml'].find(w + 'body')
            margins = body.find(w + 'sectPr').find(w + 'pgMar').attrib
            print([round(int(margins[w + side]) * 25.4 / 1440) for side in ('top', 'right', 'bottom', 'left')])
            texts = [''.join(t.text for t in p.iter(w + 't')) for p in body.iter(w + 'p')]
            print('|'.join(texts[:4]))
            print('|'.join(t for t in texts if re.match('[一二三四]、|（[一二三四]）|[0-9]', t)))
            print([t for t in texts if '<a>' in t])
            styles = {s.attrib[w + 'styleId']: s for s in parts['word/styles.xml'].iter(w + 'style')}
            def look(name):
                run = styles[name].find(w + 'rPr')
                return (run.find(w + 'rFonts').attrib[w + 'eastAsia'], int(run.find(w + 'sz').attrib[w + 'val']) / 2)
            print([look(n) for n in ('Normal', 'title', 'Heading1', 'Heading2', 'pageNumberOdd')])
            used = {e.attrib[w + 'val'] for e in parts['word/document.xml'].iter(w + 'pStyle')}
            print(used - set(styles))
            ids = {k: v for e in body.find(w + 'sectPr') for k, v in e.attrib.items() if k.endswith('}id')}
            known = {e.attrib['Id'] for e in parts['word/_rels/document.xml.rels']}
            print(set(ids.values()) <= known, parts['docProps/core.xml'][3].text)
            """
        let result = try Scratch.run(["python3", "-c", read, path])
        let lines = result.output.split(separator: "\n").map(String.init)
        try #require(lines.count == 8, "\(result.output)")
        // 1,795,135,620 s after 1970 is 2026-11-20 08:47:00 in China.
        #expect(lines[0] == "None (2026, 11, 20, 8, 47, 0) 0")
        #expect(lines[1] == "[37, 26, 35, 28]")
        #expect(lines[2] == "市联席会议纪要|甲联席纪要〔2027〕1号|2027年第一次联席会议纪要|")
        #expect(
            lines[3]
                == "2027年第一次联席会议纪要|2027年6月1日，市联席会议召开2027年第一次联席会议。会议研究议题2项，议定事项1项。现纪要如下：|一、会议议题|（一）高标准农田资金统筹|1. 评审|（二）子项目验收后的指标入库|二、议定事项|2027-12-31|2027年6月3日印发"
        )
        #expect(lines[4] == "['完成高标准农田资金预算评审 <a> & \"b\"']")
        #expect(
            lines[5]
                == "[('仿宋_GB2312', 16.0), ('方正小标宋简体', 22.0), ('黑体', 16.0), ('楷体_GB2312', 16.0), ('宋体', 14.0)]"
        )
        #expect(lines[6] == "set()")
        #expect(lines[7] == "True 2026-11-20T08:47:00+08:00")
    }

    /// What the record lacks is left open.
    @Test func `a letter without number and day has blanks for them`() throws {
        let path = try written(Self.letter, "letter")
        let read = """
            import re, sys, zipfile
            text = zipfile.ZipFile(sys.argv[1]).read('word/document.xml').decode()
            print(''.join(re.findall('<w:t [^>]*>([^<]*)', text)))
            """
        let text = try Scratch.run(["python3", "-c", read, path]).output
        #expect(text.hasPrefix("〔　　　　〕　　号关于限期办理"))
        #expect(text.contains("附件：1. 到期事项清单　　　2. 反馈表"))
        #expect(text.hasSuffix("示例县自然资源和规划局　　　　年　　月　　日\n"))
    }

    /// Broken by hand: no word is torn, and the lines are of about equal length.
    @Test(arguments: [
        ("关于公示的通知", ["关于公示的通知"]),
        ("关于限期办理全域土地综合整治到期事项的督办函", ["关于限期办理全域土地综合整治", "到期事项的督办函"]),
        (
            "关于柳城县大埔镇全域土地综合整治试点项目实施方案的批复",
            ["关于柳城县大埔镇全域土地综合整治", "试点项目实施方案的批复"]
        ),
    ])
    func `a long title is broken where the words allow it`(_ title: String, _ lines: [String]) {
        #expect(
            OfficialDocument(.general, masthead: "", title: title, issuer: "").titleLines == lines)
    }

    @Test func `the same document has the same bytes`() {
        #expect(Self.reply.word(Self.moment) == Self.reply.word(Self.moment))
    }

    @Test func `a PDF has the text, the pages and their numbers`() throws {
        guard Scratch.hasTypesetter, Scratch.has(["pdftotext", "-v"]) else { return }
        let folder = try Scratch.folder("official")
        let documents = [
            ("minutes", Self.minutes), ("letter", Self.letter), ("reply", Self.reply),
        ]
        for (name, document) in documents { _ = try written(document, name) }
        try PrintedDocument.set(
            documents.map { $1.printed(at: "\(folder)/\($0).pdf", Self.moment) },
            by: Scratch.typesetter)
        func text(_ name: String) throws -> String {
            // Where a reader puts spaces between words is its own affair.
            try Scratch.run(["pdftotext", "-layout", "\(folder)/\(name).pdf", "-"]).output
                .replacing(" ", with: "")
        }
        let minutes = try text("minutes")
        #expect(minutes.contains("甲联席纪要〔2027〕1号"))
        #expect(minutes.contains("—1—"))
        #expect(minutes.contains("抄送：市人民政府，各县（区）人民政府。"))
        let letter = try text("letter").split(separator: "\u{C}")
        try #require(letter.count >= 2)
        // The first page of a letter carries no number (10.1).
        #expect(!letter[0].contains("—1—"))
        #expect(letter[1].contains("—2—"))
    }

    /// Checksums written down from Python's `zlib.crc32`.
    @Test(arguments: [("", 0), ("123456789", 0xCBF4_3926), ("田畴", 0xEFE0_8A3C)])
    func `checksums are those of zip`(_ text: String, _ wanted: UInt32) {
        #expect(StoredArchive.Entry(name: "a", of: Array(text.utf8)).checksum == wanted)
    }

    @Test func `the length of an archive is known before it is written`() {
        let files = [("a/甲.txt", Array("text".utf8)), ("b", [UInt8](repeating: 7, count: 70_000))]
        let archive = StoredArchive.bytes(files, moment: Self.moment)
        #expect(
            archive.count
                == StoredArchive.length(of: files.map { StoredArchive.Entry(name: $0.0, of: $0.1) })
        )
    }

    @Test(arguments: [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九")])
    func `headings are counted in Chinese`(_ number: Int, _ wanted: String) {
        #expect(ChineseNumeral.text(number) == wanted)
    }
}
