import LandModel

/// How to verify the report, and the boxes in which it is signed.
struct SignatureSection {
    let report: ComplianceReport

    func write(into page: inout Markup, _ numbering: inout Numbering) {
        numbering.heading(LabelCatalogue.verification, anchor: "verification", into: &page)
        page.element("p", [:], LabelCatalogue.verificationText)
        page.element("p", ["class": "cmd"]) {
            $0.element("code", [:], text: report.heading.command)
        }
        page.element("p") { line in
            line.both(LabelCatalogue.noSubstitute)
            line.both("程序版本：田畴 ", "Program: Tianchou ")
            line.text(report.programVersion)
            line.both("。规则包 ", ". Pack ")
            line.element("code", ["class": "hash"], text: report.pack.digest)
        }
        page.element("div", ["class": "wide"]) { wide in
            wide.element("table", ["class": "sign"]) { table in
                table.element("tr") { row in
                    box(LabelCatalogue.firstReview, LabelCatalogue.handler, into: &row)
                    box(LabelCatalogue.headOfOffice, LabelCatalogue.signature, into: &row)
                }
            }
        }
    }

    private func box(_ title: BilingualText, _ who: BilingualText, into row: inout Markup) {
        row.element("th", ["scope": "row"], title)
        row.element("td") { cell in
            cell.element("span", ["class": "seal-place"], LabelCatalogue.unsigned)
            cell.element("span", ["class": "who"]) { line in
                line.both(who)
                line.text("　　　　　")
                line.both(LabelCatalogue.dateBlank)
            }
        }
    }
}
