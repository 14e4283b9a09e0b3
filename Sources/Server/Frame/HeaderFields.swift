import HTTPTypes

extension HTTPFields {
    /// The value of a field by the name it has on the wire; nil when it is not there.
    func value(_ name: String) -> String? { HTTPField.Name(name).flatMap { self[$0] } }

    /// Sets a field by the name it has on the wire.
    mutating func set(_ name: String, _ value: String) {
        guard let field = HTTPField.Name(name) else {
            preconditionFailure("\(name) is a name of a field")
        }
        self[field] = value
    }
}
