import DataQuality
public import Documents
import LandModel
import Planning
public import Policy

/// Where a report comes from: the names of the files, the moment, the program.
public struct ReportOrigin: Sendable {
    let data: String
    let plan: String
    let evidence: String?
    let epochSeconds: Int
    let programVersion: String

    /// Names the files without their folders; `evidence` is nil when no facts were given.
    public init(
        data: String, plan: String, evidence: String? = nil, epochSeconds: Int,
        programVersion: String
    ) {
        (self.data, self.plan, self.evidence) = (data, plan, evidence)
        (self.epochSeconds, self.programVersion) = (epochSeconds, programVersion)
    }
}

/// Puts what was measured and judged into the plain values of a report.
public struct ReportAssembly: Sendable {
    private let check: CheckRun
    private let pack: Pack
    private let origin: ReportOrigin

    /// Takes what was measured, the pack judged by, and where the report comes from.
    public init(check: CheckRun, pack: Pack, origin: ReportOrigin) {
        (self.check, self.pack, self.origin) = (check, pack, origin)
    }

    private var assessment: PlanAssessment { check.assessment }

    /// The report of the findings.
    public func report(_ findings: [Finding]) -> ComplianceReport {
        var report = ComplianceReport(
            heading: heading, pack: reportPack,
            areaBasis: AreaBasis(
                kind: .ellipsoidal, densificationMetres: assessment.options.densification,
                gridMetres: assessment.gridInMetres),
            moment: ReportMoment(epochSeconds: origin.epochSeconds), asOf: check.asOf,
            programVersion: origin.programVersion)
        report.sources = sources
        report.findings = findings
        report.acts = pack.spokenActs
        report.names = pack.spokenNames
        report.tables = ReportTablesAssembly(check: check).tables
        report.map = ReportMapAssembly(check: check, findings: findings).map
        return report
    }

    private var heading: ReportHeading {
        let extent = assessment.plan.extent
        let isSynthetic =
            (extent.name + extent.project).contains("合成")
            || extent.name.contains("SYNTHETIC")
        return ReportHeading(
            number: "TC-\(extent.project)-\(pack.code)-r\(pack.revision)",
            projectName: extent.name.isEmpty ? extent.project : extent.name,
            projectCode: extent.project, applicant: extent.townshipName,
            planVersion: BilingualText(zh: extent.draft, en: extent.draft),
            remark: isSynthetic
                ? BilingualText(
                    zh: "合成示例数据，不描述任何真实地区。", en: "Synthetic data; it depicts no real place.")
                : BilingualText(zh: "", en: ""),
            command: command)
    }

    /// How anyone with the same files gets the same report.
    private var command: String {
        var words = [
            "tianchou check", "--data \(origin.data)", "--plan \(origin.plan)",
            "--pack \(pack.code)", "--as-of \(check.asOf)",
        ]
        if let evidence = origin.evidence { words.append("--evidence \(evidence)") }
        return (words + ["--out DIR"]).joined(separator: " ")
    }

    private var reportPack: ReportPack {
        ReportPack(
            code: pack.code, revision: pack.revision, digest: pack.digest, title: pack.title,
            isDraft: pack.isDraft, basis: pack.basis.map { "\($0.zh)（\($0.number)）" },
            clauseCount: pack.clauses.count)
    }

    private var sources: [Documents.SourceLayer] {
        (check.survey + check.planLayers).map { layer in
            Documents.SourceLayer(
                name: layer.role.title, layer: layer.name,
                edition: ReportWords.edition(layer), featureCount: layer.count, digest: layer.digest
            )
        }
    }
}
