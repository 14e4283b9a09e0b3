public import LandModel
public import Policy

/// What a consolidation plan does, measured: tables, facts for the policy packs, closed books.
///
/// A pure function of the layers and the options; nothing is read or written.
public struct PlanAssessment: Sendable {
    /// The plan as read.
    public let plan: PlanModel
    /// The land before and after, piece by piece.
    public let state: AfterState
    /// What is wrong with the plan, errors first.
    public let problems: [PlanProblem]
    /// Land use by class, three-way class and space.
    public let landUse: LandUseTable
    /// Which class becomes which.
    public let transitions: TransitionMatrix
    /// The villages.
    public let villages: VillageTable
    /// Permanent basic farmland; nil without its layer.
    public let basicFarmland: BasicFarmlandTable?
    /// Fragmentation before and after.
    public let indices: LandscapeIndices
    /// The tree of subjects with all facts the layers decide.
    public let root: Subject
    /// The layers present, by their names in the policy vocabulary.
    public let layersPresent: Set<String>
    /// The books: every residual is zero when they are closed.
    public let closure: [ClosureLine]
    /// Where the plan breaks a spatial rule.
    public let offendingPieces: [OffendingPiece]
    /// The settings used.
    public let options: AssessmentOptions
    /// The unit of the grid the shapes were cut on, in metres (WorkingGrid: 0.1 mm, or 1 mm beyond 107 km).
    public let gridInMetres: Double
    /// What took how long.
    public let phases: [AssessmentPhase]

    /// Measures a plan against the survey.
    ///
    /// - Parameters:
    ///   - survey: layers of the survey and of control lines, found by role; DLTB is required.
    ///   - plan: layers ZZQY and ZZDK, and GNFQ if there is one (`docs/plan-schema.md`).
    ///   - vocabulary: the policy vocabulary, to check codes against; nil leaves them unchecked.
    ///   - options: densification, gap distance and other settings.
    /// - Returns: the assessment.
    /// - Throws: ``PlanningError`` when the layers cannot be assessed at all.
    /// - Complexity: about linear in the vertices near the consolidation area.
    public static func make(
        survey: [LandLayer], plan: [LandLayer], vocabulary: Vocabulary? = nil,
        options: AssessmentOptions = AssessmentOptions()
    ) throws(PlanningError) -> PlanAssessment {
        try AssessmentRun(survey: survey, plan: plan, vocabulary: vocabulary, options: options)
            .assessment
    }

    /// The context in which a pack judges this plan.
    ///
    /// - Parameters:
    ///   - evidence: facts and events besides the layers.
    ///   - asOf: the day judged.
    public func context(
        with evidence: EvidenceRegister = EvidenceRegister(), asOf: CalendarDay
    ) -> JudgementContext {
        JudgementContext(
            root: evidence.merged(into: root), journal: evidence.journal, occasion: .plan,
            asOf: asOf, layersPresent: layersPresent)
    }
}
