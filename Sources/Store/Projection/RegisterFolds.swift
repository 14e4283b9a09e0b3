import Access
import Foundation
import GRDB
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
                        event.sequence, event.time, event.actor.person.text,
                        event.actor.office.text, performed.operation.text,
                        performed.project.map(\.text).column,
                    ])
            ]
                + performed.areas.codes.map { ProjectionStatement(area, [$0, event.sequence]) }
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
                    ProjectionStatement(notice, [$0.text, recorded.event.sequence])
                }
            case .noticesAcknowledged(let read):
                [ProjectionStatement(acknowledgement, [read.person.text, read.through])]
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
                [office.id.text, office.kind.text, office.name] + columns(office.territory)
                    + [sequence])
        case .personRegistered(let person):
            ProjectionStatement(
                "INSERT INTO person (id, name, sequence) VALUES (?, ?, ?)",
                [person.id.text, person.name, sequence])
        case .appointed(let appointment):
            ProjectionStatement(
                """
                INSERT INTO appointment
                  (id, person, office, post, starts, ends, areas, projects, proposed_by, sequence)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    appointment.id.text, appointment.person.text, appointment.office.text,
                    appointment.post.text,
                ] + columns(appointment.term)
                    + columns(appointment.territory)
                    + [appointment.proposedBy.map(\.text).column, sequence])
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
                    delegation.id.text, delegation.appointment.text, delegation.delegate.text,
                    delegation.operations.map { list($0.map(\.text)) }.column,
                ]
                    + columns(delegation.term) + columns(delegation.territory) + [sequence])
        case .delegationRevoked(let id, let day):
            ending("delegation", id.text, day)
        }
    }

    private static func ending(
        _ table: String, _ id: String, _ day: CalendarDay
    ) -> ProjectionStatement {
        ProjectionStatement(
            "UPDATE \(table) SET ends = min(coalesce(ends, ?2), ?2) WHERE id = ?1",
            [id, day.description])
    }

    private static func list(_ texts: [String]) -> String { texts.sorted().joined(separator: ",") }

    private static func columns(_ term: Term) -> [any DatabaseValueConvertible] {
        [term.from.description, term.until.map(\.description).column]
    }

    private static func columns(_ territory: Territory?) -> [any DatabaseValueConvertible] {
        let areas = territory.map { territory in
            switch territory.areas {
            case .nation: "nation"
            case .areas(let codes): list(codes.map(\.payloadText))
            }
        }
        return [areas.column, territory?.projects.map { list($0.map(\.text)) }.column ?? .null]
    }
}
