public import LandModel

/// What an import did, for the person who asked for it.
public struct ImportSummary: Equatable, Sendable {
    /// One layer of the snapshot.
    public struct Layer: Equatable, Sendable {
        /// The table in the snapshot.
        public let name: String
        /// What the layer means.
        public let role: LayerRole
        /// The file it came from, as named.
        public let sourceFile: String
        /// The layer in that file.
        public let sourceLayer: String
        /// How many features it has.
        public let featureCount: Int
        /// The coordinate system.
        public let reference: CoordinateReference
        /// The encoding of the source's texts.
        public let encoding: TextEncoding
        /// The fields with personal data that were left out.
        public let droppedFields: [String]
        /// SHA-256 of the source, see ``SurveyFile/digest()``.
        public let digest: String
        /// The sum of the computed areas; nil where the coordinate system is not CGCS2000.
        public let computedArea: Area?
        /// What was noticed.
        public let warnings: [ImportWarning]

        init(job: ImportJob, featureCount: Int, computedArea: Area?, warnings: [ImportWarning]) {
            name = job.table
            role = job.role
            sourceFile = job.file.path
            sourceLayer = job.described.name
            reference = job.reference
            encoding = job.described.encoding
            droppedFields = job.droppedFields
            digest = job.digest
            self.featureCount = featureCount
            self.computedArea = computedArea
            self.warnings = warnings
        }
    }

    /// The snapshot.
    public let target: String
    /// The layers, in the order of the files.
    public internal(set) var layers: [Layer]
    /// Layers of the files that hold no polygons and were left out.
    public let skipped: [ImportWarning]
}
