public import LandModel

/// One layer the report rests on (数据来源).
public struct SourceLayer: Sendable {
    /// What the layer is called.
    public var name: BilingualText
    /// Its name in the file.
    public var layer: String
    /// The year of the survey or the draft of the plan.
    public var edition: BilingualText
    /// The number of features.
    public var featureCount: Int
    /// SHA-256 of the file, lower-case hex.
    public var digest: String

    /// Makes a source.
    public init(
        name: BilingualText, layer: String, edition: BilingualText, featureCount: Int,
        digest: String
    ) {
        self.name = name
        self.layer = layer
        self.edition = edition
        self.featureCount = featureCount
        self.digest = digest
    }
}
