import ArgumentParser
import Foundation
import Geodesy
import Geometry
import LandExchange
import LandModel
import Overlay

extension OverlayMetric {
    /// The metric of the `--area` option.
    init(_ choice: AreaChoice) { self = choice == .planar ? .planar : .ellipsoidal }
}

/// How areas are measured.
enum AreaChoice: String, ExpressibleByArgument, CaseIterable {
    case ellipsoidal
    case planar
}

/// Tabulates layer A by layers B, C …: the area of every combination, exact on shared borders.
struct TabulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tabulate",
        abstract: "图层叠加面积表 · areas of one layer by others")

    @OptionGroup var common: CommonOptions

    @Option(help: "被叠加图层 文件#图层 · layer A, FILE#LAYER")
    var a: String

    @Option(parsing: .singleValue, help: "叠加图层，可多次 · layer B, repeatable")
    var b: [String] = []

    @Option(help: "A 的键字段；不写用要素号 · key field of A; the feature id without it")
    var keyA: String?

    @Option(parsing: .singleValue, help: "各 B 的键字段，依次 · key field of each B, in order")
    var keyB: [String] = []

    @Option(help: "按字段汇总，逗号分隔，先在 A 后在 B 中找 · group by fields")
    var group: String?

    @Option(help: "ellipsoidal 椭球面积，或 planar 平面面积 · kind of area")
    var area = AreaChoice.ellipsoidal

    @Option(help: "小数位数（默认 2，面积平差闭合到 0.01）· decimals")
    var decimals = 2

    @Option(help: "边长超过多少米加密，0 为不加密 · densify edges over this many metres, 0 for none")
    var densify = 70.0

    @Option(help: "输出 CSV；不写则输出到标准输出 · CSV file; standard output without it")
    var out: String?

    @Flag(
        help: "每个 B 各成一表，首列写图层 · a table for each B, named in the first column")
    var each = false

    @Flag(
        help: "逐县计算：--a 的路径含 {shard}，或按 --shard-field 分县 · county by county")
    var shard = false

    @Option(help: "含县级代码（前六位）的字段 · field that begins with the county code")
    var shardField = "ZLDWDM"

    @Flag(help: "从标准输入逐行读取县级代码并计算（供 Spark 等调用）· read county codes, one a line")
    var shardWorker = false

    mutating func validate() throws {
        guard !shardWorker || (out == nil && !common.json) else {
            throw ValidationError("--shard-worker: CSV 到标准输出 · writes CSV to standard output only")
        }
        guard !each || !(shard || shardWorker) else {
            throw ValidationError(
                "--each: 不能与 --shard 同用，请逐个图层计算 · not with --shard; take one layer at a time")
        }
        guard !each || Set(b).count == b.count else {
            throw ValidationError(
                "--each: 同一图层写了两次，请去掉一个 · a layer is named twice; leave one out")
        }
        guard !b.isEmpty else { throw ValidationError("--b: 至少一个图层 · at least one layer") }
        guard keyB.count <= b.count else {
            throw ValidationError("--key-b: 多于 --b · more keys than layers")
        }
        guard (0...9).contains(decimals) else { throw ValidationError("--decimals: 0–9") }
        guard densify >= 0, densify.isFinite else { throw ValidationError("--densify: ≥ 0") }
    }

    mutating func run() throws {
        let console = Console(common)
        let job = TabulationJob(
            references: ([a] + b).map { LayerReference(parsing: $0) },
            keys: [keyA] + b.indices.map { $0 < keyB.count ? keyB[$0] : nil },
            groups: group.map { $0.split(separator: ",").map(String.init) } ?? [], area: area,
            decimals: decimals, densify: densify, threads: Workers.count(common.threads))
        let sink = try TableSink(path: out, isJSON: common.json)
        if shardWorker {
            try work(job, sink)
        } else if shard {
            try runSharded(job, sink, console)
        } else {
            try runWhole(job, sink, console)
        }
    }

    private func runWhole(_ job: TabulationJob, _ sink: TableSink, _ console: Console) throws {
        var seconds = (read: 0.0, project: 0.0)
        var placed: [PlacedLayer] = []
        for index in job.references.indices {
            try console.progress.advance(
                BilingualText(zh: "读取图层", en: "Reading layers"), index, of: b.count + 1)
            let started = Stopwatch()
            let layer = try job.read(index)
            let read = started.seconds
            placed.append(try index == 0 ? job.place(patches: layer) : job.place(zones: layer))
            seconds.read += read
            seconds.project += started.seconds - read
        }
        let phases = [("read", seconds.read), ("project", seconds.project)]
        if each {
            try tabulateEach(job, placed, sink, phases: phases, console)
        } else {
            let outcome = try job.table(placed[0], by: Array(placed.dropFirst()))
            try sink.write(outcome.rows)
            try sink.close()
            try summary(of: outcome, job.references, phases: phases + outcome.phases)
                .write(asJSON: common.json, console)
        }
    }

    /// A table for each zone layer, in one pass over layer A; the times of all are told with the last.
    private func tabulateEach(
        _ job: TabulationJob, _ placed: [PlacedLayer], _ sink: TableSink,
        phases: [(name: String, seconds: Double)], _ console: Console
    ) throws {
        let zones = Array(placed.dropFirst())
        let outcomes = try job.tables(placed[0], byEach: zones)
        let labels = job.labels(zones)
        for (outcome, label) in zip(outcomes, labels) { try sink.write(outcome.rows, label) }
        try sink.close()
        for (number, outcome) in outcomes.enumerated() {
            try summary(
                of: outcome, [job.references[0], job.references[number + 1]],
                layer: labels[number].value,
                phases: outcome.phases.isEmpty ? [] : phases + outcome.phases
            ).write(asJSON: common.json, console)
        }
    }

    private func summary(
        of outcome: TabulationJob.Outcome, _ references: [LayerReference], layer: String? = nil,
        phases: [(name: String, seconds: Double)]
    ) throws -> TabulationSummary {
        var totals = TabulationTotals(outcome.rows.form)
        totals.add(outcome.rows)
        return TabulationSummary(
            totals: totals, shards: nil, layer: layer, gridUnit: outcome.table.grid.unit,
            kept: try KeptGrid(references, in: outcome.table.grid), phases: phases)
    }

    private func runSharded(_ job: TabulationJob, _ sink: TableSink, _ console: Console) throws {
        AllocatedMemory.keepLargeArraysApart()
        let shards = try ShardedTabulation(job: job, field: shardField)
        var summary: TabulationSummary?
        try shards.forEach { part, number, count in
            try sink.write(part.outcome.rows, .shard(part.shard))
            summary = TabulationSummary(adding: part, to: summary)
            try console.progress.advance(
                BilingualText(zh: "分区 \(part.shard)", en: "Shard \(part.shard)"), number + 1,
                of: count)
        }
        try sink.close()
        summary?.write(asJSON: common.json, console)
    }

    /// Answers one shard a line until the input ends: its rows, then a line `#shard,pairs,total,outside,residual`.
    private func work(_ job: TabulationJob, _ sink: TableSink) throws {
        guard ShardPattern(path: job.references[0].path).isPerShard else {
            throw ShardError.keyIsRead(job.references[0].path)
        }
        AllocatedMemory.keepLargeArraysApart()
        let shards = try ShardedTabulation(job: job, field: shardField)
        while let line = readLine() {
            let shard = line.trimmingCharacters(in: .whitespaces)
            guard ShardPattern.isName(shard) else { throw ShardError.badName(line) }
            let rows = try shards.part(shard).outcome.rows
            defer { AllocatedMemory.giveBack() }
            var totals = TabulationTotals(rows.form)
            totals.add(rows)
            try sink.write(rows, .shard(shard), withHeading: false)
            try sink.write(
                "#\(shard),\(totals.count),\(totals.totalText),\(totals.outsideText),\(totals.residual)\n"
            )
        }
        try sink.close()
    }
}
