import Foundation
import LandModel
import Overlay

/// What a tabulation says about itself on standard error.
struct TabulationSummary {
    private var totals: TabulationTotals
    /// How many shards; nil for a job in one piece.
    private var shards: Int?
    /// The zone layer of one of several tables.
    private let layer: String?
    /// The coarsest grid of all shards.
    private var gridUnit: Double
    private var phases: [(name: String, seconds: Double)]
    /// The grid of the files that was kept; nil for none.
    private var kept: KeptGrid?

    init(
        totals: TabulationTotals, shards: Int?, layer: String? = nil, gridUnit: Double,
        kept: KeptGrid? = nil, phases: [(name: String, seconds: Double)]
    ) {
        self.layer = layer
        self.kept = kept
        self.totals = totals
        self.shards = shards
        self.gridUnit = gridUnit
        self.phases = phases
    }

    /// The summary so far with one shard more.
    init(adding part: ShardedTabulation.Part, to earlier: TabulationSummary?) {
        let outcome = part.outcome
        self =
            earlier
            ?? TabulationSummary(
                totals: TabulationTotals(outcome.rows.form), shards: 0, gridUnit: 0, phases: [])
        totals.add(outcome.rows)
        shards = (shards ?? 0) + 1
        gridUnit = max(gridUnit, outcome.table.grid.unit)
        for (name, seconds) in outcome.phases {
            if let at = phases.firstIndex(where: { $0.name == name }) {
                phases[at].seconds += seconds
            } else {
                phases.append((name, seconds))
            }
        }
    }

    func write(asJSON: Bool, _ console: Console) {
        if asJSON {
            let members: [(String, JSONValue)] =
                (layer.map { [("layer", .string($0))] } ?? [])
                + (shards.map { [("shards", .integer($0))] } ?? []) + [
                    ("pairs", .integer(totals.count)), ("total_m2", .number(totals.totalText)),
                    ("outside_m2", .number(totals.outsideText)),
                    ("closure_residual", .number(String(totals.residual))),
                    ("grid_unit", .number("\(gridUnit)")),
                ] + (kept.map { [("source_grid_unit", .number("\($0.unit)"))] } ?? [])
                + secondsMember
            Console.writeError(JSONValue.object(members).text)
            return
        }
        let seconds = phases.map { "\($0.name) \(String(format: "%.3f", $0.seconds))" }.joined(
            separator: ", ")
        let times = BilingualText(
            zh: phases.isEmpty ? "" : "，用时（秒）\(seconds)",
            en: phases.isEmpty ? "" : ", seconds \(seconds)")
        let source = kept.map {
            BilingualText(
                zh: "，保持源数据网格 \($0.unit)，顶点未动",
                en: ", source grid \($0.unit) kept, no vertex moved")
        }
        let parts =
            layer.map { BilingualText(zh: "\($0)：", en: "\($0): ") }
            ?? shards.map { BilingualText(zh: "分区 \($0)，", en: "shards \($0), ") }
        Console.writeError(
            BilingualText(
                zh: (parts?.zh ?? "")
                    + "组合 \(totals.count)，合计 \(totals.totalText) 平方米（范围外 \(totals.outsideText)），"
                    + "闭合差 \(totals.residual)\(source?.zh ?? "")\(times.zh)",
                en: (parts?.en ?? "")
                    + "pairs \(totals.count), total \(totals.totalText) m2 (outside \(totals.outsideText)), "
                    + "closure residual \(totals.residual)\(source?.en ?? "")\(times.en)")[
                    console.language])
    }

    /// The times as a member of an object; none where they are told elsewhere.
    private var secondsMember: [(String, JSONValue)] {
        if phases.isEmpty { return [] }
        return [
            (
                "seconds",
                .object(phases.map { ($0.name, .number(String(format: "%.6f", $0.seconds))) })
            )
        ]
    }
}
