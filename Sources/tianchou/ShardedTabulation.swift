import Geometry
import LandExchange
import LandModel
import Overlay

/// A tabulation larger than a county: shard by shard, each a job with a grid of its own origin.
///
/// A shard is a file, where the path of layer A holds `{shard}`, or else the patches of one file that agree in the
/// first six digits of a field; of a GeoPackage or Shapefile these alone are read, a shard at a time. A zone layer
/// whose path holds `{shard}` is read with its shard; any other is read once, and each shard takes the features whose
/// boxes meet its own. Memory is that of the largest shard and of the layers that are not divided.
struct ShardedTabulation {
    /// Leading digits that name a county.
    static let codeLength = 6
    let job: TabulationJob
    /// The field with the code, for files that hold several counties.
    let field: String
    /// Zone layers that are read once; nil for those read with each shard, and for layer A.
    private let shared: [PlacedLayer?]
    private let division: Division

    /// Where the patches of a shard are.
    private enum Division {
        /// In a file of its own.
        case files(ShardPattern)
        /// In one file, of which they are read alone.
        case runs([String: FeatureRuns])
        /// In one file that can only be read whole.
        case features(PlacedLayer, [String: [Int]])
    }

    /// One shard's table.
    struct Part {
        let shard: String
        let outcome: TabulationJob.Outcome
    }

    init(job: TabulationJob, field: String) throws {
        self.job = job
        self.field = field
        division = try Self.division(job, field)
        shared = try job.references.indices.map { index in
            let isDivided = index == 0 || Self.pattern(job.references[index]).isPerShard
            return isDivided ? nil : try job.place(zones: try job.read(index))
        }
    }

    private static func pattern(_ reference: LayerReference) -> ShardPattern {
        ShardPattern(path: reference.path)
    }

    // MARK: Division

    private static func division(_ job: TabulationJob, _ field: String) throws -> Division {
        let pattern = pattern(job.references[0])
        guard !pattern.isPerShard else { return .files(pattern) }
        let runs = try SurveyReader.runs(job.references[0], byPrefix: codeLength, of: field)
        guard let runs else {
            let layer = try job.read(0, adding: [field])
            let codes = try codes(layer, field)
            return .features(try job.place(patches: layer), codes)
        }
        for (code, features) in runs where !isCode(code) {
            throw ShardError.noCode(
                layer: job.references[0].layer ?? job.references[0].path,
                feature: features.ranges.first?.lowerBound ?? 0, field: field)
        }
        return .runs(runs)
    }

    private static func isCode(_ text: String) -> Bool {
        text.count == codeLength && text.allSatisfy(\.isNumber)
    }

    /// The patches of each county of a layer.
    private static func codes(_ layer: LandLayer, _ field: String) throws -> [String: [Int]] {
        guard let column = layer.column(field) else {
            throw TabulateError.noField(
                field, layer: layer.name, known: layer.columns.map(\.name))
        }
        var patches: [String: [Int]] = [:]
        for feature in 0..<layer.count {
            let code = String((column.text(feature) ?? "").prefix(codeLength))
            guard isCode(code) else {
                throw ShardError.noCode(
                    layer: layer.name, feature: layer.featureIDs[feature], field: field)
            }
            patches[code, default: []].append(feature)
        }
        return patches
    }

    /// The codes of all shards, in ascending order.
    func shards() throws -> [String] {
        switch division {
        case .files(let pattern): try pattern.shards()
        case .runs(let runs): runs.keys.sorted()
        case .features(_, let codes): codes.keys.sorted()
        }
    }

    // MARK: Tables

    /// Hands over the table of every shard, in ascending order; `body` sees how many there are.
    func forEach(_ body: (Part, _ number: Int, _ count: Int) throws -> Void) throws {
        let shards = try shards()
        for (number, shard) in shards.enumerated() {
            try body(part(shard), number, shards.count)
            AllocatedMemory.giveBack()
        }
    }

    /// The table of a shard.
    func part(_ shard: String) throws -> Part {
        let started = Stopwatch()
        var read = 0.0
        let patches: PlacedLayer
        if case .features(let all, let codes) = division {
            patches = all.selecting(codes[shard, default: []])
        } else {
            let layer = try self.read(0, shard)
            read = started.seconds
            patches = try job.place(patches: layer)
        }
        let projected = started.seconds - read
        let outcome = try job.table(patches, by: zones(shard, around: patches.shapes.box))
        return Part(
            shard: shard,
            outcome: TabulationJob.Outcome(
                rows: outcome.rows, table: outcome.table,
                phases: [("read", read), ("project", projected)] + outcome.phases))
    }

    private func read(_ index: Int, _ shard: String) throws -> LandLayer {
        let reference = job.references[index]
        if index == 0, case .runs(let runs) = division {
            return try job.read(0, runs: runs[shard] ?? FeatureRuns())
        }
        let path = Self.pattern(reference).path(of: shard)
        return try job.read(index, from: LayerReference(path: path, layer: reference.layer))
    }

    /// The zone layers of a shard: its own, and what of the others meets its box.
    private func zones(_ shard: String, around box: Box) throws -> [PlacedLayer] {
        try job.references.indices.dropFirst().map { index in
            guard let whole = shared[index] else { return try job.place(zones: read(index, shard)) }
            let near = (0..<whole.layer.count).filter {
                whole.shapes.box(ofFeature: $0).intersects(box)
            }
            return whole.selecting(near)
        }
    }
}
