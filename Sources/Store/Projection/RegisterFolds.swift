import Access
import Journal
import LandModel

/// Acts by operation, person, office, project, area and time.
enum ActFold {
    private static let act = """
        INSERT INTO act (sequence, time, person, office, operation, project) VALUES (?, ?, ?, ?, ?, ?)
        """
    private static let area = "INSERT INTO act_area (code, sequence) VALUES (?, ?)"

    static func statements(for batch: RecordedBatch) -> [ProjectionStatement] {
        batch.events.flatMap { recorded -> [ProjectionStatement] in
            guard case .actPerformed(let performed) = recorded.known else { return [] }
            let event = recorded.event
            return [
                ProjectionStatement(
                    act,
                    [
                        .integer(event.sequence), .integer(event.time),
                        .text(event.actor.person.text), .text(event.actor.office.text),
                        .text(performed.operation.text), .optional(performed.project?.text),
                    ])
            ]
                + performed.areas.codes.map {
                    ProjectionStatement(area, [.text($0), .integer(event.sequence)])
                }
        }
    }
}

/// Notices of people: acts that name them, and how far they have read.
enum InboxFold {
    private static let notice =
        "INSERT INTO inbox (person, sequence, acknowledged) VALUES (?, ?, 0)"
    private static let acknowledgement = """
        UPDATE inbox SET acknowledged = 1 WHERE person = ? AND sequence <= ? AND acknowledged = 0
        """

    static func statements(for batch: RecordedBatch) -> [ProjectionStatement] {
        batch.events.flatMap { recorded -> [ProjectionStatement] in
            switch recorded.known {
            case .actPerformed(let performed):
                performed.notified.sorted().map {
                    ProjectionStatement(
                        notice, [.text($0.text), .integer(recorded.event.sequence)])
                }
            case .noticesAcknowledged(let read):
                [
                    ProjectionStatement(
                        acknowledgement, [.text(read.person.text), .integer(read.through)])
                ]
            default: []
            }
        }
    }
}

/// The register's rows; ``Access/AccessRegister`` has proved the events before they come here.
enum RegisterFold {
    static func statements(for batch: RecordedBatch) -> [ProjectionStatement] {
        batch.events.flatMap { recorded -> [ProjectionStatement] in
            guard case .access(let event) = recorded.known else { return [] }
            return [statement(for: event, at: recorded.event.sequence)]
        }
    }

    private static func statement(for event: AccessEvent, at sequence: Int) -> ProjectionStatement {
        switch event {
        case .officeRegistered(let office):
            ProjectionStatement(
                "INSERT INTO office (id, kind, name, areas, projects, sequence) VALUES (?, ?, ?, ?, ?, ?)",
                [.text(office.id.text), .text(office.kind.text), .text(office.name)]
                    + columns(office.territory) + [.integer(sequence)])
        case .personRegistered(let person):
            ProjectionStatement(
                "INSERT INTO person (id, name, sequence) VALUES (?, ?, ?)",
                [.text(person.id.text), .text(person.name), .integer(sequence)])
        case .appointed(let appointment):
            ProjectionStatement(
                """
                INSERT INTO appointment
                  (id, person, office, post, starts, ends, areas, projects, proposed_by, sequence)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .text(appointment.id.text), .text(appointment.person.text),
                    .text(appointment.office.text), .text(appointment.post.text),
                ] + columns(appointment.term)
                    + columns(appointment.territory)
                    + [.optional(appointment.proposedBy?.text), .integer(sequence)])
        case .appointmentEnded(let id, let day):
            ending("appointment", id.text, day)
        case .delegated(let delegation):
            ProjectionStatement(
                """
                INSERT INTO delegation
                  (id, appointment, delegate, operations, starts, ends, areas, projects, sequence)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .text(delegation.id.text), .text(delegation.appointment.text),
                    .text(delegation.delegate.text),
                    .optional(delegation.operations.map { list($0.map(\.text)) }),
                ]
                    + columns(delegation.term) + columns(delegation.territory) + [
                        .integer(sequence)
                    ])
        case .delegationRevoked(let id, let day):
            ending("delegation", id.text, day)
        }
    }

    private static func ending(
        _ table: String, _ id: String, _ day: CalendarDay
    ) -> ProjectionStatement {
        ProjectionStatement(
            "UPDATE \(table) SET ends = min(coalesce(ends, ?2), ?2) WHERE id = ?1",
            [.text(id), .text(day.description)])
    }

    private static func list(_ texts: [String]) -> String { texts.sorted().joined(separator: ",") }

    private static func columns(_ term: Term) -> [Column] {
        [.text(term.from.description), .optional(term.until?.description)]
    }

    private static func columns(_ territory: Territory?) -> [Column] {
        let areas = territory.map { territory in
            switch territory.areas {
            case .nation: "nation"
            case .areas(let codes): list(codes.map(\.payloadText))
            }
        }
        return [.optional(areas), .optional(territory?.projects.map { list($0.map(\.text)) })]
    }
}
