extension Scenario {
    /// Reads a scenario from the text of its file.
    ///
    /// - Parameter path: the file, for messages.
    /// - Throws: ``ScenarioFaults`` with every fault.
    public init(text: String, path: String) throws(ScenarioFaults) {
        var reader = ScenarioReader()
        guard let scenario = reader.read(text) else {
            throw ScenarioFaults(path: path, faults: reader.faults)
        }
        self = scenario
    }
}
