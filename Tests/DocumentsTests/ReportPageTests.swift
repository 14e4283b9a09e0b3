import Foundation
import LandModel
import Policy
import Testing

@testable import Documents

@Suite struct ReportPageTests {
    /// Counts what a strict parser of hypertext finds; python's own, so none of this module.
    private static let oracle = """
        import json, sys
        from html.parser import HTMLParser
        void = {'meta', 'link', 'br'}
        class P(HTMLParser):
            def __init__(self):
                super().__init__(); self.stack = []; self.bad = []; self.ids = []; self.refs = []
                self.tags = {}; self.outside = []; self.events = []; self.text = ''
            def handle_starttag(self, tag, attrs):
                self.tags[tag] = self.tags.get(tag, 0) + 1
                for k, v in attrs:
                    if k == 'id': self.ids.append(v)
                    if k in ('href', 'src') and v and v[0] == '#': self.refs.append(v[1:])
                    elif k in ('href', 'src', 'action') and v and not v.startswith('data:'): self.outside.append(v)
                    if k.startswith('on'): self.events.append(k)
                if tag not in void: self.stack.append(tag)
            def handle_startendtag(self, tag, attrs):
                self.handle_starttag(tag, attrs)
                if tag not in void: self.stack.pop()
            def handle_endtag(self, tag):
                if not self.stack or self.stack.pop() != tag: self.bad.append(tag)
            def handle_data(self, data):
                if self.stack and self.stack[-1] not in ('script', 'style'): self.text += data
        p = P(); p.feed(open(sys.argv[1], encoding='utf-8').read()); p.close()
        print(json.dumps({'bad': len(p.bad) + len(p.stack), 'twice': len(p.ids) - len(set(p.ids)),
            'dangling': len([r for r in p.refs if r not in p.ids]), 'outside': len(p.outside),
            'events': len(p.events), 'h1': p.tags.get('h1', 0), 'script': p.tags.get('script', 0),
            'img': p.tags.get('img', 0), 'rows': p.tags.get('details', 0),
            'svgmaps': p.tags.get('figure', 0), 'text': p.text}))
        """

    struct Seen: Decodable {
        var bad, twice, dangling, outside, events, h1, script, img, rows, svgmaps: Int
        var text: String
    }

    private func parse(_ report: ComplianceReport, _ name: String) throws -> Seen? {
        guard Scratch.has(["python3", "--version"]) else { return nil }
        let folder = try Scratch.folder(name)
        let path = folder + "/report.html"
        try ReportFiles(report).page.write(toFile: path, atomically: true, encoding: .utf8)
        let result = try Scratch.run(["python3", "-c", Self.oracle, path])
        return try JSONDecoder().decode(Seen.self, from: Data(result.output.utf8))
    }

    @Test func `the page is well formed, whole and asks for nothing outside`() throws {
        guard let seen = try parse(SyntheticReport.small.report(), "page") else { return }
        #expect(seen.bad == 0)
        #expect(seen.twice == 0)
        #expect(seen.dangling == 0)
        #expect(seen.outside == 0)
        #expect(seen.events == 0)
        #expect(seen.h1 == 1)
        #expect(seen.svgmaps == 3)
        // 7 groups, 21 clauses, 17 villages of one clause.
        #expect(seen.rows == 7 + 21 + 17)
        for words in [
            "不具备“整体批复立项”条件。", "Not ready for “initiation approval”.", "3.39%", "≥ 5.00%",
            "相差 1.61 个百分点。", "17 个对象中 3 个待补证", "3 of 17 subjects", "闭合差 0.00 平方米",
            "3,433.43", "已逾期 15 天", "tianchou check --data",
        ] {
            #expect(seen.text.contains(words), "\(words)")
        }
    }

    @Test func `hostile names stay text`() throws {
        let attack = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;\u{0}\u{1B}"
        var report = SyntheticReport.small.report()
        report.heading.projectName = attack
        report.heading.applicant = attack
        report.heading.command = "`</code></script>" + attack
        report.heading.number = attack
        report.pack.title = BilingualText(zh: attack, en: attack)
        report.pack.digest = attack
        report.sources[0].name = BilingualText(zh: attack, en: attack)
        report.sources[0].digest = attack
        report.map?.villageNames = Array(repeating: attack, count: 6)
        report.map?.maker = attack
        report.map?.offences[0].clause = attack
        report.names["countyGovernment"] = BilingualText(zh: attack, en: attack)
        report.findings = report.findings.map { finding in
            var draft = SyntheticFindings.Draft(
                clause: finding.clause, zh: attack, en: attack, status: finding.status)
            draft.subject = .init(entity: "village", id: attack, name: attack)
            draft.place = attack
            draft.remedyZH = attack
            draft.remedyEN = attack
            return SyntheticFindings(isDraft: false, digest: attack).finding(draft)
        }
        guard let seen = try parse(report, "hostile") else { return }
        #expect(seen.bad == 0)
        #expect(seen.script == 1)
        #expect(seen.img == 0)
        #expect(seen.events == 0)
        #expect(seen.outside == 0)
        #expect(seen.text.contains("<script>alert(1)</script>"))
    }

    @Test func `a draft pack is marked and blocks nothing`() throws {
        guard let seen = try parse(SyntheticReport.small.report(draft: true), "draft") else {
            return
        }
        #expect(seen.text.contains("征求意见稿"))
        #expect(seen.text.contains("不构成阻断"))
        #expect(!seen.text.contains("不可（"))
    }

    @Test func `a report without tables, maps and findings still stands`() throws {
        var report = SyntheticReport.small.report()
        report.tables = ReportTables()
        report.map = nil
        report.findings = []
        report.sources = []
        guard let seen = try parse(report, "bare") else { return }
        #expect(seen.bad == 0)
        #expect(seen.text.contains("无不符合事项"))
    }

    /// 20,160 patches; the page must stay light enough to mail and quick to draw.
    @Test func `a county of twenty thousand patches stays under three megabytes`() throws {
        let county = SyntheticReport(county: SyntheticCounty(columns: 144, rows: 140, cell: 300))
        let report = county.report()
        let start = ContinuousClock.now
        let page = ReportFiles(report).page
        print("twenty thousand patches: \(page.utf8.count) bytes, \(ContinuousClock.now - start)")
        #expect(page.utf8.count < 3_000_000)
        try page.write(
            toFile: Scratch.folder("large") + "/report.html", atomically: true, encoding: .utf8)
    }
}
