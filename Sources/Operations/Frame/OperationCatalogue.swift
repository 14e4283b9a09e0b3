public import Access

/// The acts that this program can perform, by identifier (办理事项目录).
public struct OperationCatalogue: Sendable {
    /// One act of the catalogue.
    public struct Entry: Sendable {
        /// The identifier.
        public let id: OperationRule.ID
        /// The fields of its input.
        public let form: InputForm
        let make: @Sendable (ActInput) -> any Operation

        init<Act: Operation>(_ act: Act.Type) {
            id = Act.id
            form = Act.form
            make = { Act($0) }
        }
    }

    /// The acts in the order of the access matrix.
    public let entries: [Entry]

    init(_ acts: [any Operation.Type]) {
        func entry<Act: Operation>(_ act: Act.Type) -> Entry { Entry(act) }
        entries = acts.map { entry($0) }
    }

    /// The act with an identifier; nil when there is none.
    public func entry(_ id: String) -> Entry? { entries.first { $0.id.text == id } }

    /// The acts of administration (行政管理事项).
    public static let administration = OperationCatalogue([
        RegisterOffice.self, RegisterPerson.self, Appoint.self, ConfirmMember.self,
        ReplaceMember.self, EndAppointment.self, Delegate.self, RevokeDelegation.self,
        ImportDataset.self, PublishPack.self, AcknowledgeNotices.self, ExportRecords.self,
    ])
}
