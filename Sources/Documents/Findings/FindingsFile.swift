import LandModel
import Policy

/// The findings as data for other programs (`findings.json`), after `schemas/findings.schema.json`.
///
/// Numbers that a verdict rests on are exact: decimal text where the number has a finite decimal,
/// else a fraction `numerator/denominator`. Areas are m² with two decimals as text, so that no
/// reader rounds them.
struct FindingsFile {
    /// Version of the schema.
    static let format = "tianchou-findings/1"

    let report: ComplianceReport

    /// The file's text.
    var text: String {
        let verdict = ReportVerdict(report)
        let heading = report.heading
        let counts = FindingStatus.allCases.map { status in
            JSONText.object([
                "status": .string(status.rawValue), "clauses": .integer(verdict.count(status)),
                "findings": .integer(report.findings.count { $0.status == status }),
            ])
        }
        return JSONText.object([
            "format": .string(Self.format),
            "report": .object([
                "number": .string(heading.number), "project": .string(heading.projectName),
                "projectCode": .string(heading.projectCode),
                "applicant": .string(heading.applicant),
                "planVersion": words(heading.planVersion), "remark": words(heading.remark),
                "madeAt": .string(report.moment.isoText), "asOf": .string("\(report.asOf)"),
                "program": .string(report.programVersion), "command": .string(heading.command),
            ]),
            "pack": pack,
            "area": area,
            "inputs": .array(report.sources.map(input)),
            "verdict": .object([
                "clear": .bool(verdict.isClear), "asked": .optional(report.askedAct),
                "text": words(verdict.headline), "counts": .array(counts),
                "acts": .array(
                    verdict.acts.map { entry in
                        .object([
                            "act": .string(entry.act.id), "name": words(entry.act.name),
                            "free": .bool(entry.blocking.isEmpty),
                            "blockedBy": .array(entry.blocking.map { .string($0.clause) }),
                        ])
                    }),
            ]),
            "closure": .array(report.tables.closure.map(closure)),
            "findings": .array(report.findings.map { FindingRecord(finding: $0).json }),
        ]).document
    }

    private var pack: JSONText {
        .object([
            "code": .string(report.pack.code), "revision": .integer(report.pack.revision),
            "digest": .string(report.pack.digest), "title": words(report.pack.title),
            "status": .string(report.pack.isDraft ? "draft" : "issued"),
            "clauses": .integer(report.pack.clauseCount),
            "basis": .array(report.pack.basis.map { .string($0) }),
        ])
    }

    private var area: JSONText {
        let basis = report.areaBasis
        return .object([
            "kind": .string(basis.kind.rawValue),
            "densificationMetres": .optional(
                basis.densificationMetres.map { FigureFormat.decimal($0, decimals: 3) }),
            "gridMetres": .string(FigureFormat.decimal(basis.gridMetres, decimals: 6)),
        ])
    }

    private func input(_ source: SourceLayer) -> JSONText {
        .object([
            "name": words(source.name), "layer": .string(source.layer),
            "edition": words(source.edition), "features": .integer(source.featureCount),
            "sha256": .string(source.digest),
        ])
    }

    private func closure(_ line: ClosureLine) -> JSONText {
        .object([
            "scope": words(line.scope), "members": .integer(line.members),
            "sum": .string(line.sum.squareMetresText),
            "control": .string(line.control.squareMetresText),
            "residual": .string(line.residual.squareMetresText),
        ])
    }

    private func words(_ text: BilingualText) -> JSONText { .words(text) }
}

extension JSONText {
    /// A text in both languages.
    static func words(_ text: BilingualText) -> JSONText {
        .object(["zh": .string(text.zh), "en": .string(text.en)])
    }
}
