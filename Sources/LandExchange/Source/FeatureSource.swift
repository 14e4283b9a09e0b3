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

    /// Adds the next features to a batch, at most so many; false at the end, with nothing added.
    func read(_ limit: Int, into batch: inout FeatureBatch) throws(LandExchangeError) -> Bool
}

extension FeatureSource {
    /// The next features in a batch of their own; nil at the end.
    func next(_ limit: Int) throws(LandExchangeError) -> FeatureBatch? {
        var batch = FeatureBatch()
        return try read(limit, into: &batch) ? batch : nil
    }
}
