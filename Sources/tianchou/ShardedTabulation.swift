import Geometry
import LandExchange
import LandModel
import Overlay

/// A tabulation larger than a county: shard by shard, each a job with a grid of its own origin.
///
/// A shard is a file, where the path of layer A holds `{shard}`, or else the patches of one file that agree in the
/// first six digits of a field. A zone layer whose path holds `{shard}` is read with its shard; any other is read
/// once, and each shard takes the features whose boxes meet its own. Memory is that of the largest shard and of the
/// layers that are not divided.
struct ShardedTabulation {
    /// Leading digits that name a county.
    static let codeLength = 6
    let job: TabulationJob
    /// The field with the code, for files that hold several counties.
    let field: String
    /// Layers that are read once, with their shapes; nil for those read with each shard.
    private let shared: [(layer: LandLayer, shapes: PolygonLayer)?]
    /// Layer A where one file holds several counties.
    private let patches: TabulationJob.Patches?

    /// One shard's table.
    struct Part {
        let shard: String
        let outcome: TabulationJob.Outcome
    }

    init(job: TabulationJob, field: String) throws {
        self.job = job
        self.field = field
        var patches: TabulationJob.Patches?
        shared = try job.references.indices.map { index in
            guard !Self.pattern(job.references[index]).isPerShard else { return nil }
            let layer = try job.read(index, adding: index == 0 ? [field] : [])
            guard index > 0 else {
                let own = try job.patches(of: layer)
                patches = own
                return (layer, own.shapes)
            }
            return (layer, try job.shapes(of: [layer])[0])
        }
        self.patches = patches
    }

    private static func pattern(_ reference: LayerReference) -> ShardPattern {
        ShardPattern(path: reference.path)
    }

    /// The codes of all shards, in ascending order.
    func shards() throws -> [String] {
        guard let (layer, _) = shared[0] else {
            return try Self.pattern(job.references[0]).shards()
        }
        return try codes(layer).keys.sorted()
    }

    /// The patches of each county of a layer.
    private func codes(_ layer: LandLayer) throws -> [String: [Int]] {
        guard let column = layer.column(field) else {
            throw TabulateError.noField(
                field, layer: layer.name, known: layer.columns.map(\.name))
        }
        var patches: [String: [Int]] = [:]
        for feature in 0..<layer.count {
            let code = String((column.text(feature) ?? "").prefix(Self.codeLength))
            guard code.count == Self.codeLength, code.allSatisfy(\.isNumber) else {
                throw ShardError.noCode(
                    layer: layer.name, feature: layer.featureIDs[feature], field: field)
            }
            patches[code, default: []].append(feature)
        }
        return patches
    }

    /// Hands over the table of every shard, in ascending order; `body` sees how many there are.
    func forEach(_ body: (Part, _ number: Int, _ count: Int) throws -> Void) throws {
        guard let (layer, _) = shared[0], let all = patches else {
            let shards = try shards()
            for (number, shard) in shards.enumerated() {
                try body(part(shard), number, shards.count)
            }
            return
        }
        let rows = try codes(layer)
        for (number, shard) in rows.keys.sorted().enumerated() {
            let chosen = rows[shard, default: []]
            let own = layer.selecting(chosen, shapes: layer.geometry.selecting(chosen))
            let part = Part(
                shard: shard,
                outcome: try outcome(shard, own, all.selecting(chosen)))
            try body(part, number, rows.count)
        }
    }

    /// The table of a shard with files of its own.
    func part(_ shard: String) throws -> Part {
        let started = Stopwatch()
        let layer = try read(0, shard)
        let read = started.seconds
        let patches = try job.patches(of: layer)
        let projected = started.seconds - read
        let outcome = try outcome(shard, layer, patches)
        return Part(
            shard: shard,
            outcome: TabulationJob.Outcome(
                rows: outcome.rows, table: outcome.table,
                phases: [("read", read), ("project", projected)] + outcome.phases))
    }

    private func read(_ index: Int, _ shard: String) throws -> LandLayer {
        let reference = job.references[index]
        let path = Self.pattern(reference).path(of: shard)
        return try job.read(index, from: LayerReference(path: path, layer: reference.layer))
    }

    private func outcome(
        _ shard: String, _ layer: LandLayer, _ patches: TabulationJob.Patches
    ) throws -> TabulationJob.Outcome {
        var layers = [layer]
        var zones: [PolygonLayer] = []
        let box = patches.shapes.box
        for index in job.references.indices.dropFirst() {
            if let (whole, wholeShapes) = shared[index] {
                let near = (0..<whole.count).filter {
                    wholeShapes.box(ofFeature: $0).intersects(box)
                }
                let nearShapes = wholeShapes.selecting(near)
                // Planar areas demand one system; what is compared is what was read.
                _ = try job.area == .planar ? job.shapes(of: [layer, whole]) : []
                layers.append(whole.selecting(near, shapes: nearShapes))
                zones.append(nearShapes)
            } else {
                let own = try read(index, shard)
                _ = try job.area == .planar ? job.shapes(of: [layer, own]) : []
                layers.append(own)
                zones.append(try job.shapes(of: [own])[0])
            }
        }
        return try job.table(layers, patches: patches, zones: zones)
    }
}
