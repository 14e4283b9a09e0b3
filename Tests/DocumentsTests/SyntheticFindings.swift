import LandModel

@testable import Policy

/// Findings like those of a real pack, for the tests; the values are made up.
struct SyntheticFindings {
    let isDraft: Bool
    let digest: String

    static let names: [String: BilingualText] = [
        "newCultivatedArea": BilingualText(zh: "新增耕地面积", en: "new cultivated land"),
        "cultivatedAreaBefore": BilingualText(zh: "原有耕地面积", en: "cultivated land before"),
        "redLineOccupied": BilingualText(zh: "压占生态保护红线面积", en: "area inside the red line"),
        "pbfAddedArea": BilingualText(zh: "永久基本农田调入面积", en: "basic farmland put in"),
        "pbfRemovedArea": BilingualText(zh: "永久基本农田调出面积", en: "basic farmland taken out"),
        "countyGovernment": BilingualText(zh: "县（区）人民政府", en: "county government"),
        "approveInitiation": BilingualText(zh: "整体批复立项", en: "initiation approval"),
        "approveImplementationPlan": BilingualText(
            zh: "批复实施方案", en: "approval of the implementation plan"),
        "acceptWhole": BilingualText(zh: "整体验收", en: "whole acceptance"),
    ]

    /// The parts in which the findings differ.
    struct Draft {
        var clause: String
        var zh: String
        var en: String
        var status: FindingStatus
        var kind = ClauseKind.metric
        var strength = Strength.must
        var blocks = ["approveInitiation"]
        var subject = SubjectReference(entity: "project", id: "P1", name: "示例项目")
        var measured: EvaluatedValue?
        var required: EvaluatedValue?
        var bound: Bound?
        var gap: Rational?
        var unit: ValueType?
        var missing: [MissingEntry] = []
        var place = "一(二)1"
        var trace: [Explanation] = []
        var waiver: Waiver?
        var due: CalendarDay?
        var days: Int?
        var readings: [Reading] = []
        var remedyZH = ""
        var remedyEN = ""
    }

    func finding(_ draft: Draft) -> Finding {
        let word = draft.status.rawValue
        return Finding(
            pack: "liuzhou-2020", revision: 4, packDigest: digest, isDraft: isDraft,
            clause: draft.clause, kind: draft.kind, strength: draft.strength, blocks: draft.blocks,
            actors: ["countyGovernment"], subject: draft.subject, occasion: .plan,
            asOf: CalendarDay(daysSinceEpoch: 20_777), status: draft.status,
            measured: draft.measured, required: draft.required, bound: draft.bound, gap: draft.gap,
            unit: draft.unit, missing: draft.missing,
            citation: Citation(
                document: "liuzhou-2020", clause: draft.place, phrase: String(draft.zh.prefix(20))),
            evidence: draft.trace.flatMap(\.allEvidence), trace: draft.trace, waiver: draft.waiver,
            dueOn: draft.due, days: draft.days, readings: draft.readings, shows: [],
            title: BilingualText(zh: draft.zh, en: draft.en),
            remedy: BilingualText(zh: draft.remedyZH, en: draft.remedyEN),
            message: BilingualText(
                zh: "“\(draft.zh)”（\(draft.place)）：判定为 \(word)。\(draft.remedyZH)",
                en: "“\(draft.en)” (\(draft.place)): \(word). \(draft.remedyEN)"), problem: nil)
    }

    private static func leaf(_ name: String, _ value: Rational, _ layer: String) -> Explanation {
        Explanation(
            text: name, value: .number(value), unit: .area,
            evidence: [
                Evidence(
                    source: layer,
                    digest: "24fa2b1bf981791d0e1b65953e298501073b5fda1b18abdc729d792bdd9eaec5",
                    note: "2025")
            ])
    }

    /// An area in m² with two decimals.
    private static func metres(_ hundredths: Int) -> Rational {
        Rational(Int128(hundredths), over: 100)
    }

    var measuredOnes: [Draft] {
        let pbf = Explanation(
            text: "(pbfAddedArea - pbfRemovedArea) / pbfRemovedArea",
            value: .number(Rational(95_550_000, over: 2_815_820_000)), unit: .ratio,
            children: [
                Self.leaf("pbfAddedArea", Self.metres(29_113_700), "ZZDK ∩ YJJBNTBHTB"),
                Self.leaf("pbfRemovedArea", Self.metres(28_158_200), "YJJBNTBHTB"),
            ])
        let reading = Reading(
            id: "pbf-adjusted",
            text: BilingualText(
                zh: "“调整面积”按调出面积计，“增加量”按调入减调出计。",
                en: "The adjusted area is the area taken out; the increase is in minus out."))
        return [
            Draft(
                clause: "LZ-004", zh: "新增耕地面积原则上不少于原有耕地面积的5％",
                en: "New cultivated land is in principle at least 5 % of the original",
                status: .satisfied,
                strength: .inPrinciple, measured: .number(Rational(521, over: 10_000)),
                required: .number(Rational(5, over: 100)), bound: .atLeast,
                gap: Rational(-21, over: 10_000), unit: .ratio,
                trace: [
                    Explanation(
                        text: "newCultivatedArea / cultivatedAreaBefore",
                        value: .number(Rational(521, over: 10_000)), unit: .ratio,
                        children: [
                            Self.leaf("newCultivatedArea", Self.metres(107_440_000), "ZZDK"),
                            Self.leaf("cultivatedAreaBefore", Self.metres(2_060_323_800), "DLTB"),
                        ])
                ]),
            Draft(
                clause: "LZ-005", zh: "永久基本农田增加量不少于调整永久基本农田面积的5％",
                en: "The increase of basic farmland is at least 5 % of the area adjusted",
                status: .violated, measured: .number(Rational(9_555, over: 281_582)),
                required: .number(Rational(5, over: 100)), bound: .atLeast,
                gap: Rational(5, over: 100) - Rational(9_555, over: 281_582), unit: .ratio,
                place: "一(二)2", trace: [pbf], readings: [reading],
                remedyZH: "净增还差 0.4524 公顷（6.79 亩）：增加调入，或减少调出。",
                remedyEN: "0.4524 ha short: put in more, or take out less."),
            Draft(
                clause: "LZ-009", zh: "生态红线不突破", en: "The ecological red line is not breached",
                status: .violated, kind: .spatial, strength: .mustNot,
                blocks: ["approveInitiation", "approveImplementationPlan"],
                measured: .number(Self.metres(343_343)), required: .number(.zero), bound: .equals,
                gap: Self.metres(343_343), unit: .area, place: "一(二)4",
                trace: [Self.leaf("redLineOccupied", Self.metres(343_343), "STBHHX ∩ ZZDK")],
                remedyZH: "建新安置区 DK-A01 退出生态保护红线。",
                remedyEN: "Move site DK-A01 out of the red line."),
            Draft(
                clause: "LZ-008", zh: "建设用地总量不增加", en: "Construction land does not increase",
                status: .satisfied, measured: .number(Self.metres(-37_946_200)),
                required: .number(.zero),
                bound: .atMost, gap: Self.metres(-37_946_200), unit: .area),
            Draft(
                clause: "LZ-057", zh: "整体验收周期原则上控制在3年内",
                en: "Whole acceptance in principle within three years", status: .waived,
                kind: .deadline,
                strength: .inPrinciple, blocks: ["acceptWhole"], place: "三(四)2",
                waiver: Waiver(
                    by: ["jointMeetingOffice"],
                    byNames: BilingualText(zh: "市联席会议办公室", en: "joint meeting office"),
                    reason: "示例联办复〔2026〕9号同意按 42 个月执行，先安置、后拆除",
                    date: CalendarDay(daysSinceEpoch: 20_622))),
        ]
    }

    var recordedOnes: [Draft] {
        let missing = [
            ("hearingRecord", "听证记录", "hearing record"), ("reasoning", "论证意见", "reasoning"),
        ].map {
            MissingEntry(item: .document($0.0), name: BilingualText(zh: $0.1, en: $0.2))
        }
        return [
            Draft(
                clause: "LZ-045", zh: "永久基本农田调整方案经市、县逐级听证、论证",
                en: "Hearings and reasoning on the farmland adjustment at county and city",
                status: .awaitingEvidence, kind: .document,
                blocks: ["approveInitiation", "approveImplementationPlan"], missing: missing,
                place: "三(二)3", remedyZH: "补交听证、论证材料。", remedyEN: "File the hearing papers."),
            Draft(
                clause: "LZ-051", zh: "落实牵头负责单位和各子项具体实施单位",
                en: "Lead and implementing units are named", status: .awaitingEvidence, kind: .role,
                missing: [
                    MissingEntry(
                        item: .post("implementer", office: nil),
                        name: BilingualText(zh: "子项目 2 实施单位", en: "implementer of sub-project 2"))
                ], place: "三(三)1", remedyZH: "任命实施单位。", remedyEN: "Name the unit."),
            Draft(
                clause: "LZ-074", zh: "及时上报工作进展情况", en: "Progress is reported in time",
                status: .overdue, kind: .report, blocks: [], place: "四(三)",
                due: CalendarDay(daysSinceEpoch: 20_762), days: 15,
                remedyZH: "补报 10 月工程子项目进展。", remedyEN: "Report October's progress."),
            Draft(
                clause: "LZ-079", zh: "每年12月底前完成绩效自评", en: "Self-evaluation by the end of December",
                status: .notYetDue, kind: .deadline, strength: .should, blocks: [], place: "四(四)",
                due: CalendarDay(daysSinceEpoch: 20_818), days: -41),
            Draft(
                clause: "LZ-041", zh: "向市联席会议办公室申请立项，整体批复",
                en: "Initiation is applied for and approved as a whole", status: .satisfied,
                kind: .gate,
                place: "三(二)1"),
            Draft(
                clause: "LZ-090", zh: "可以探索建设用地指标交易", en: "Quota trading may be explored",
                status: .notApplicable, kind: .guidance, strength: .may, blocks: [], place: "四(五)"),
        ]
    }

    /// One clause judged on seventeen villages, three of which fall short.
    var villages: [Draft] {
        (1...17).map { village in
            Draft(
                clause: "LZ-019", zh: "村庄规划编制完成", en: "Each village has its plan",
                status: [4, 9, 11].contains(village) ? .awaitingEvidence : .satisfied,
                kind: .document,
                subject: SubjectReference(
                    entity: "village", id: "V\(village)", name: "示例\(village)村"),
                missing: [4, 9, 11].contains(village)
                    ? [
                        MissingEntry(
                            item: .document("villagePlan"),
                            name: BilingualText(zh: "村庄规划", en: "village plan"))
                    ] : [], place: "二(三)", remedyZH: "完成村庄规划报批。",
                remedyEN: "Have the plan approved.")
        }
    }

    var filler: [Draft] {
        (60..<69).map {
            Draft(
                clause: "LZ-0\($0)", zh: "第 \($0) 条合成条款", en: "Synthetic clause \($0)",
                status: $0 % 3 == 0 ? .notApplicable : $0 % 3 == 1 ? .satisfied : .notYetDue,
                kind: .document, blocks: ["acceptWhole"])
        }
    }

    var all: [Finding] {
        (measuredOnes + recordedOnes + villages + filler).map(finding).sorted {
            $0.clause < $1.clause
        }
    }
}
