public import Access
public import Journal
public import LandModel

/// A reader of a payload's members that refuses what it was not asked about.
public struct StrictPayload {
    /// The type of the event, for messages.
    public let type: EventType
    private let path: String
    private var members: [String: CanonicalJSON]

    /// Begins to read a payload.
    ///
    /// - Throws: ``PayloadFault`` when it is no object.
    public init(_ type: EventType, _ payload: CanonicalJSON) throws(PayloadFault) {
        try self.init(type, payload, at: "")
    }

    private init(
        _ type: EventType, _ value: CanonicalJSON, at path: String
    ) throws(PayloadFault) {
        guard case .object(let members) = value else {
            throw PayloadFault(type: type, member: path.isEmpty ? "." : path, kind: .unfit)
        }
        (self.type, self.path, self.members) = (type, path, members)
    }

    /// A fault of a member.
    public func fault(_ name: String, _ kind: PayloadFault.Kind) -> PayloadFault {
        PayloadFault(type: type, member: path.isEmpty ? name : "\(path).\(name)", kind: kind)
    }

    /// Ends the reading: every member must have been read.
    ///
    /// - Throws: ``PayloadFault`` for one that was not.
    public func finish() throws(PayloadFault) {
        if let name = members.keys.min() { throw fault(name, .unexpected) }
    }

    /// The member, if there is one.
    public mutating func optional(_ name: String) -> CanonicalJSON? {
        members.removeValue(forKey: name)
    }

    /// The member, which must be there.
    public mutating func required(_ name: String) throws(PayloadFault) -> CanonicalJSON {
        guard let value = optional(name) else { throw fault(name, .missing) }
        return value
    }

    /// The member as something made from its text.
    public mutating func text<Value>(
        _ name: String, _ make: (String) -> Value?
    ) throws(PayloadFault) -> Value {
        guard let value = try required(name).text.flatMap(make) else { throw fault(name, .unfit) }
        return value
    }

    /// The member as something made from its text, if there is one.
    public mutating func optionalText<Value>(
        _ name: String, _ make: (String) -> Value?
    ) throws(PayloadFault) -> Value? {
        guard members[name] != nil else { return nil }
        return try text(name, make)
    }

    /// The member as text.
    public mutating func text(_ name: String) throws(PayloadFault) -> String {
        try text(name) { $0 }
    }

    /// The member as a number.
    public mutating func integer(_ name: String) throws(PayloadFault) -> Int {
        guard let value = try required(name).integer else { throw fault(name, .unfit) }
        return value
    }

    /// The member as a truth value.
    public mutating func bool(_ name: String) throws(PayloadFault) -> Bool {
        guard let value = try required(name).bool else { throw fault(name, .unfit) }
        return value
    }

    /// The member as an identifier.
    public mutating func id<Subject>(_ name: String) throws(PayloadFault) -> AccessID<Subject> {
        try text(name) { AccessID<Subject>($0) }
    }

    /// The member as an identifier, if there is one.
    public mutating func optionalID<Subject>(_ name: String) throws(PayloadFault) -> AccessID<
        Subject
    >? {
        try optionalText(name) { AccessID<Subject>($0) }
    }

    /// The member as a day.
    public mutating func day(_ name: String) throws(PayloadFault) -> CalendarDay {
        try text(name) { CalendarDay($0) }
    }

    /// The member as a list.
    public mutating func list(_ name: String) throws(PayloadFault) -> [CanonicalJSON] {
        guard let values = try required(name).array else { throw fault(name, .unfit) }
        return values
    }

    /// The member as a set written in ascending order, so that a set has one writing.
    mutating func set<Element: Hashable>(
        _ name: String, _ make: (String) -> Element?
    ) throws(PayloadFault) -> Set<Element> {
        var found = Set<Element>()
        var last: String?
        for value in try list(name) {
            guard let text = value.text, last.map({ $0 < text }) != false, let element = make(text)
            else { throw fault(name, .unfit) }
            found.insert(element)
            last = text
        }
        return found
    }

    mutating func optionalSet<Element: Hashable>(
        _ name: String, _ make: (String) -> Element?
    ) throws(PayloadFault) -> Set<Element>? {
        guard members[name] != nil else { return nil }
        return try set(name, make)
    }

    /// The member as an object to be read in the same strict way.
    public mutating func object(_ name: String) throws(PayloadFault) -> StrictPayload {
        try inner(try required(name), name)
    }

    mutating func optionalObject(_ name: String) throws(PayloadFault) -> StrictPayload? {
        guard let value = optional(name) else { return nil }
        return try inner(value, name)
    }

    /// An object inside the member, to be read in the same strict way.
    public func inner(_ value: CanonicalJSON, _ name: String) throws(PayloadFault) -> StrictPayload
    {
        try StrictPayload(type, value, at: path.isEmpty ? name : "\(path).\(name)")
    }
}

extension CanonicalJSON {
    /// A set of texts in ascending order.
    static func set(_ texts: some Sequence<String>) -> CanonicalJSON {
        .array(texts.sorted().map(CanonicalJSON.text))
    }

    /// An object without the members that are nil.
    static func members(_ members: [String: CanonicalJSON?]) -> CanonicalJSON {
        .object(members.compactMapValues(\.self))
    }
}
