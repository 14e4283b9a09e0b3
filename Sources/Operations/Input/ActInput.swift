import Journal

/// An input whose every field was found acceptable (填报内容).
///
/// It exists only for a form that it fits, so reading a field cannot fail.
public struct ActInput: Sendable {
    private let members: [String: CanonicalJSON]

    /// Checks members against a form.
    ///
    /// - Throws: ``InputFaults`` with every fault, in the order of the form, unknown members last.
    init(_ value: CanonicalJSON, form: InputForm) throws(InputFaults) {
        guard case .object(let members) = value else { throw InputFaults([.notAnObject]) }
        var faults: [InputFault] = []
        for field in form.fields {
            let value = members[field.outline.name]
            if field.accepts(value) { continue }
            faults.append(value == nil ? .missing(field.outline) : .unacceptable(field.outline))
        }
        let known = Set(form.fields.map(\.outline.name))
        let unknown = members.keys.filter { !known.contains($0) }.sorted()
        faults += unknown.map { .unknown($0, known: form.fields.map(\.outline.name)) }
        guard faults.isEmpty else { throw InputFaults(faults) }
        self.members = members
    }

    /// The value of a field of the form.
    subscript<Value>(field: InputField<Value>) -> Value {
        guard let value = field.read(members[field.outline.name]) else {
            preconditionFailure("the operation's form lacks the field \(field.outline.name)")
        }
        return value
    }
}
