public import Access

/// The acts that this program can perform, by identifier (办理事项目录).
public struct OperationCatalogue: Sendable {
    /// One act of the catalogue.
    public struct Entry: Sendable {
        /// The identifier.
        public let id: OperationRule.ID
        /// The fields of its input.
        public let form: InputForm
        let kind: any Operation.Type
        let make: @Sendable (ActInput) -> any Operation

        init<Act: NamedOperation>(_ act: Act.Type) {
            id = Act.id
            form = Act.form
            kind = Act.self
            make = { Act($0) }
        }

        /// Whether it is about a subject that has a file.
        public var isOnSubject: Bool { kind is any LifeOperation.Type }
        /// What acts it stands among.
        public var group: ActGroup { .of(id.text) }

        /// An act of a pack's lifecycle.
        init(performing id: OperationRule.ID) {
            self.id = id
            form = PerformAct.form
            kind = PerformAct.self
            make = { PerformAct(id, $0) }
        }
    }

    /// The acts in the order of the access matrix.
    public let entries: [Entry]

    init(_ acts: [any NamedOperation.Type]) {
        func entry<Act: NamedOperation>(_ act: Act.Type) -> Entry { Entry(act) }
        entries = acts.map { entry($0) }
    }

    /// The act with an identifier; nil when there is none.
    public func entry(_ id: String) -> Entry? { entries.first { $0.id.text == id } }

    /// The acts of administration and those by which lives come onto the record; the acts of a
    /// pack's lifecycle come with the pack.
    public static let standard = OperationCatalogue([
        RegisterOffice.self, RegisterPerson.self, Appoint.self, ConfirmMember.self,
        ReplaceMember.self, EndAppointment.self, Delegate.self, RevokeDelegation.self,
        ImportDataset.self, PublishPack.self, AcknowledgeNotices.self, ExportRecords.self,
        ListSubject.self, StateFacts.self, FileDocument.self, FillPost.self, OpenAccount.self,
        ReturnAct.self, WaiveClause.self, AttestProhibition.self, UpholdBreach.self,
        CloseBreach.self, AdoptPack.self, MeasurePlan.self, MeasurePotential.self,
        RequestChange.self,
        DecideChange.self, SuspendLife.self, ResumeLife.self, CorrectAct.self, RepinPack.self,
        ProposeTopic.self, RecordAttendance.self, GiveOpinion.self, CountersignForOffice.self,
        RecordResolution.self, ReportResolution.self, RemindDuty.self, KeepPackText.self,
    ])
}
