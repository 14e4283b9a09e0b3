extension AccessRegister {
    /// The events by which one person follows another in a post, such as a change of liaison officer.
    ///
    /// The predecessor's appointment ends on the successor's first day, and with it what was
    /// delegated under it; no day has both and none has neither. Both events belong in one batch.
    ///
    /// - Throws: ``AccessError`` when the register would not take them, or the successor is appointed
    ///   to another post than the predecessor held.
    public func succession(
        to predecessor: Appointment.ID, by successor: Appointment
    ) throws(AccessError) -> [AccessEvent] {
        let appointed = AccessEvent.appointed(successor)
        guard let held = appointments[predecessor] else {
            throw .unknown(.appointment(predecessor), in: appointed)
        }
        guard held.office == successor.office, held.post == successor.post else {
            throw .otherPost(successor.id, predecessor)
        }
        let events = [
            AccessEvent.appointmentEnded(predecessor, from: successor.term.from), appointed,
        ]
        var next = self
        for event in events { try next.apply(event) }
        return events
    }
}
