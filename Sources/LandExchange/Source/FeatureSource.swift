/// A reader that hands out the features of one layer in the order of the file.
///
/// It belongs to the thread that made it.
protocol FeatureSource: AnyObject {
    /// The layer.
    var description: SourceLayer { get }

    /// What was noticed so far and is no error.
    var warnings: [ImportWarning] { get }

    /// Reads only the fields of the given positions in the description, in that order.
    func choose(_ fields: [Int])

    /// The next features, at most so many; nil at the end.
    func next(_ limit: Int) throws(LandExchangeError) -> FeatureBatch?
}
