import Access
import Journal
import Store

extension ActContext {
    /// The entries by which the register takes the events, if it takes them.
    ///
    /// - Throws: ``Refusal`` with what the register says against them.
    func entering(_ events: [AccessEvent]) throws(Refusal) -> [Batch.Entry] {
        var next = register
        for event in events {
            do throws(AccessError) {
                try next.apply(event)
            } catch {
                throw Refusal(error)
            }
        }
        return events.map(\.entry)
    }
}

extension Refusal {
    /// What the register says against an event.
    init(_ error: AccessError) {
        let code =
            switch error {
            case .alreadyRegistered: "REG-TAKEN"
            case .unknown: "REG-UNKNOWN"
            case .reachesNothing: "REG-EMPTY"
            case .beyondOffice: "REG-BEYOND-OFFICE"
            case .territoryBeyondAppointment: "REG-BEYOND-APPOINTMENT"
            case .termBeyondAppointment: "REG-TERM"
            case .delegationWithoutEnd: "REG-NO-END"
            case .delegationToOneself: "REG-ONESELF"
            case .alreadyEnded: "REG-ENDED"
            case .otherPost: "REG-OTHER-POST"
            }
        self.init([Item(code, error.explanation)])
    }
}
