import Glibc
public import LandModel

/// Imports survey files into a new snapshot (快照): a GeoPackage that is never changed again.
///
/// Layers get the name of their role, with their own fields in their own order, their coordinates
/// untouched, the official area in `computed_area_m2`, and a record in the table `tianchou_layer`.
/// The same input gives the same bytes. Either the whole snapshot appears under its name or nothing.
public struct SnapshotImport: Sendable {
    /// What is imported, and how.
    public struct Request: Sendable {
        /// The files.
        public var files: [String]
        /// The snapshot to make.
        public var target: String
        /// What the person says about coordinate system and encoding.
        public var options: ReadingOptions
        /// What the person says about roles.
        public var assignments: [RoleAssignment]
        /// Whether a file under the target's name may be replaced.
        public var isOverwriting: Bool
        /// The longest edge left undivided when areas are computed, in metres; nil divides none.
        public var densificationInMetres: Double?
        /// The version of the program, recorded with every layer.
        public var programVersion: String

        /// Makes a request.
        public init(
            files: [String], target: String, options: ReadingOptions = ReadingOptions(),
            assignments: [RoleAssignment] = [], isOverwriting: Bool = false,
            densificationInMetres: Double? = 70, programVersion: String = ""
        ) {
            self.files = files
            self.target = target
            self.options = options
            self.assignments = assignments
            self.isOverwriting = isOverwriting
            self.densificationInMetres = densificationInMetres
            self.programVersion = programVersion
        }
    }

    private let request: Request

    /// Makes an import.
    public init(_ request: Request) { self.request = request }

    /// Imports everything.
    ///
    /// - Throws: ``LandExchangeError``, or `CancellationError` when the progress asks for a stop;
    ///   then no file is left at the target, nor any other.
    @discardableResult
    public func run(progress: WorkProgress = .silent) throws -> ImportSummary {
        let temporary = try TemporaryTarget(request.target, overwriting: request.isOverwriting)
        let files = try request.files.map { path throws(LandExchangeError) in
            try SurveyFile(path, options: request.options)
        }
        let fingerprints = files.map { $0.fingerprint() }
        let plan = try ImportPlan(files: files, assignments: request.assignments)
        var summary = ImportSummary(target: request.target, layers: [], skipped: plan.skipped)
        let total = plan.jobs.reduce(0) { $0 + $1.described.featureCount }
        let writer = try GeoPackageWriter(temporary.path, shownAs: request.target)
        var done = 0
        for job in plan.jobs {
            summary.layers.append(
                try run(job, writer: writer, progress: progress, done: &done, of: total))
        }
        for (file, before) in zip(files, fingerprints) where file.fingerprint() != before {
            throw LandExchangeError.file(path: file.path, .changed)
        }
        try SnapshotRecord.write(summary.layers, request, to: writer)
        try writer.finish()
        try temporary.publish(overwriting: request.isOverwriting)
        return summary
    }

    private static let phase = BilingualText(zh: "导入", en: "importing")

    private func run(
        _ job: ImportJob, writer: GeoPackageWriter, progress: WorkProgress, done: inout Int,
        of total: Int
    ) throws -> ImportSummary.Layer {
        let table = try writer.beginLayer(
            job.table, columns: job.columns, reference: job.reference)
        let pipe = BatchPipe()
        let reader = ImportReader(job: job, densification: request.densificationInMetres)
        let thread = WorkThread { reader.read(into: pipe) }
        defer {
            pipe.cancel()
            thread.join()
        }
        guard thread.isRunning else {
            throw LandExchangeError.target(path: request.target, .unwritable(code: EAGAIN))
        }
        var sum = Area.zero
        var isMeasured = true
        while let batch = try pipe.receive() {
            try table.append(batch.features, areas: batch.areas)
            for area in batch.areas {
                if let area { sum += Area(roundingSquareMetres: area) } else { isMeasured = false }
            }
            done += batch.features.count
            try progress.advance(SnapshotImport.phase, done, of: max(total, done))
        }
        try table.finish()
        return ImportSummary.Layer(
            job: job, featureCount: table.featureCount,
            computedArea: isMeasured && job.reference.frame != nil ? sum : nil,
            warnings: job.described.warnings + job.warnings + pipe.warnings
                + (table.featureCount == 0 ? [.noFeatures] : []))
    }
}
