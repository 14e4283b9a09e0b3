/// A person who may be given posts (人员).
public struct Person: Hashable, Sendable {
    /// The identifier in the register, such as a staff number.
    public typealias ID = AccessID<Person>

    /// The identifier.
    public let id: ID
    /// The name.
    public let name: String

    /// Makes a person.
    public init(id: ID, name: String) {
        self.id = id
        self.name = name
    }
}
