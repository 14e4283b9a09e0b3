/// The tables of areas of a report; empty ones are not printed.
public struct ReportTables: Sendable {
    /// 土地利用结构变化表, one row per land class.
    public var landUse: [LandUseChange] = []
    /// 地类转移矩阵.
    public var transition: TransitionMatrix?
    /// 三生空间变化表.
    public var spaces: [SpaceChange] = []
    /// 分村整治任务表.
    public var villages: VillageTasks?
    /// 永久基本农田调整表.
    public var farmland: FarmlandAdjustment?
    /// 破碎化指标.
    public var fragmentation: [FragmentationIndex] = []
    /// 闭合核验.
    public var closure: [ClosureLine] = []
    /// 质量检查汇总.
    public var quality: [QualityLine] = []

    /// Makes a set of empty tables.
    public init() {}
}
