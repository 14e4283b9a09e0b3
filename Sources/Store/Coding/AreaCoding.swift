import Access
import Journal
import LandModel

/// Areas and terms as payloads write them.
///
/// A code is its digits, with `@` and the year of its edition where one is stated; the nation is the
/// text `nation`.
extension AdministrativeCode {
    var payloadText: String { year.map { "\(digits)@\($0)" } ?? digits }

    init?(payloadText text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count <= 2, let digits = parts.first else { return nil }
        var year: Int?
        if parts.count == 2 {
            guard let read = Int(parts[1]), "\(read)" == parts[1] else { return nil }
            year = read
        }
        guard let code = AdministrativeCode(digits, year: year), code.digits == digits else {
            return nil
        }
        self = code
    }
}

extension AreaScope {
    private static let nationText = "nation"

    var payload: CanonicalJSON {
        switch self {
        case .nation: .text(Self.nationText)
        case .areas(let codes): .set(codes.map(\.payloadText))
        }
    }

    init(_ reader: inout StrictPayload, _ name: String) throws(PayloadFault) {
        let value = try reader.required(name)
        if value.text == Self.nationText {
            self = .nation
            return
        }
        var list = try StrictPayload(reader.type, .object([name: value]))
        do throws(PayloadFault) {
            self = .areas(try list.set(name) { AdministrativeCode(payloadText: $0) })
        } catch {
            throw reader.fault(name, error.kind)
        }
    }
}

extension Territory {
    var payload: CanonicalJSON {
        .members([
            "areas": areas.payload, "projects": projects.map { .set($0.map(\.text)) },
        ])
    }

    init(_ reader: consuming StrictPayload) throws(PayloadFault) {
        let areas = try AreaScope(&reader, "areas")
        let projects = try reader.optionalSet("projects") { ProjectID($0) }
        try reader.finish()
        self.init(areas, projects: projects)
    }
}

extension Term {
    var payload: CanonicalJSON {
        .members([
            "from": .text(from.description), "until": until.map { .text($0.description) },
        ])
    }

    init(_ reader: consuming StrictPayload) throws(PayloadFault) {
        let from = try reader.day("from")
        let until = try reader.optionalText("until") { CalendarDay($0) }
        try reader.finish()
        let open = Term(from: from)
        self = until.map { open.ending($0) } ?? open
    }
}
