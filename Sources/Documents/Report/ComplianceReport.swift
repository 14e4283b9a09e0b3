public import LandModel
public import Policy

/// Everything a compliance report (合规审查报告) says, as plain values.
///
/// The report is a pure function of this value: the same value gives the same bytes in all four
/// files. Only ``moment`` may differ between two runs on the same input.
public struct ComplianceReport: Sendable {
    /// What the report is called and whom it is about.
    public var heading: ReportHeading
    /// The policy pack the findings were judged by.
    public var pack: ReportPack
    /// How the areas were computed.
    public var areaBasis: AreaBasis
    /// When the report was made; the only part that differs between two runs on one input.
    public var moment: ReportMoment
    /// The day judged.
    public var asOf: CalendarDay
    /// Name and version of the program, such as `1.0.0`.
    public var programVersion: String
    /// The layers the areas were tabulated from.
    public var sources: [SourceLayer]
    /// The judgements, in the order of the document.
    public var findings: [Finding]
    /// The acts of the lifecycle in their order, for the question which of them may be done.
    public var acts: [ReportAct]
    /// The act the report is asked for; nil when it answers for all.
    public var askedAct: String?
    /// Names of facts, offices, codes and subjects by the identifier the pack uses.
    public var names: [String: BilingualText]
    /// The tables of areas; empty ones are not printed.
    public var tables: ReportTables
    /// The maps; nil when there is nothing to draw.
    public var map: MapDrawing?

    /// Makes a report without sources, findings, tables and maps, which are set afterwards.
    public init(
        heading: ReportHeading, pack: ReportPack, areaBasis: AreaBasis, moment: ReportMoment,
        asOf: CalendarDay, programVersion: String
    ) {
        self.heading = heading
        self.pack = pack
        self.areaBasis = areaBasis
        self.moment = moment
        self.asOf = asOf
        self.programVersion = programVersion
        sources = []
        findings = []
        acts = []
        askedAct = nil
        names = [:]
        tables = ReportTables()
        map = nil
    }
}
