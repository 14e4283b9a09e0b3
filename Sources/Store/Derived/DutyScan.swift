import LandModel

/// One reading of all rows of the derived table: how many stand how, and those that are asked for.
///
/// Days stay numbers and texts stay numbers or places in the bytes until a row is to be shown.
struct DutyScan {
    private typealias Chosen = (line: DutyBlock.Line, state: DutyRowState)

    private let query: DutyQuery
    private let shared: SharedTexts
    private let reader: DutyBlock.Reader
    private let chosen: [Chosen]
    /// How many rows of an area and of offices stand how, by ``key(_:_:)``.
    private let tally: [UInt64: Int]

    /// Reads blocks, one after the other in the bytes.
    init(
        _ bytes: [UInt8], _ texts: [String], _ query: DutyQuery
    ) throws(DutyBlock.Fault) {
        let shared = SharedTexts(texts, query)
        let day = Int32(query.day.daysSinceEpoch)
        let window = query.lastDays.map {
            Int32($0.lowerBound.daysSinceEpoch)...Int32($0.upperBound.daysSinceEpoch)
        }
        let asked = DutyRowState.allCases.map(query.states.contains)
        let allOverdue = query.allOverdue
        var reader = DutyBlock.Reader(bytes)
        var chosen: [Chosen] = []
        var tally: [UInt64: Int] = [:]
        while !reader.isAtEnd {
            // A block is of one owner.
            if let owners = query.owners, let owner = try reader.owner(), !owners.contains(owner) {
                try reader.block { _ in }
                continue
            }
            try reader.block { (line) throws(DutyBlock.Fault) in
                guard shared.names(line) else { throw DutyBlock.Fault() }
                guard shared.areas[Int(line.area)], shared.offices[Int(line.offices)] else {
                    return
                }
                let state = DutyRowState(line, on: day)
                tally[Self.key(line, state), default: 0] += 1
                guard asked[state.rawValue] else { return }
                if let window, line.form == .days, !window.contains(line.last),
                    !(allOverdue && state == .overdue)
                {
                    return
                }
                chosen.append((line, state))
            }
        }
        (self.query, self.shared, self.reader) = (query, shared, reader)
        (self.chosen, self.tally) = (chosen, tally)
    }

    // MARK: Counts

    private static func key(_ line: DutyBlock.Line, _ state: DutyRowState) -> UInt64 {
        UInt64(line.area) << 36 | UInt64(line.offices) << 4 | UInt64(state.rawValue)
    }

    /// How many stand how.
    func counts() -> DutyCounts {
        var counts = DutyCounts()
        for (key, count) in tally {
            guard let state = DutyRowState(rawValue: Int(key & 15)) else { continue }
            let offices = shared.lists[Int(key >> 4 & 0xFFFF_FFFF)]
            counts.add(
                count, state, area: AdministrativeCode(shared.texts[Int(key >> 36)]), offices)
        }
        return counts
    }

    // MARK: Rows

    /// How many rows are asked for, before any are left out.
    var found: Int { chosen.count }

    /// The rows asked for, by last day, subject and clause, from the place and as many as the query says.
    func rows() -> [(row: DutyRow, state: DutyRowState)] {
        let order = order()
        let begin = min(max(0, query.skip), order.count)
        let end = begin + min(max(0, query.limit), order.count - begin)
        var own: [String?] = Array(repeating: nil, count: reader.own.count)
        func text(_ number: Int32) -> String {
            if let known = own[Int(number)] { return known }
            let text = String(decoding: reader.bytes[reader.own[Int(number)]], as: UTF8.self)
            own[Int(number)] = text
            return text
        }
        func day(_ number: Int32) -> CalendarDay? {
            number == DutyBlock.noDay ? nil : CalendarDay(daysSinceEpoch: Int(number))
        }
        let areas = shared.texts.map { AdministrativeCode($0) }
        var rows: [(row: DutyRow, state: DutyRowState)] = []
        rows.reserveCapacity(end - begin)
        for index in order[begin..<end] {
            let (line, state) = chosen[index]
            guard let area = areas[Int(line.area)] else { continue }
            let row = DutyRow(
                kind: shared.texts[Int(line.kind)], title: text(line.title),
                owner: text(line.owner), entity: shared.texts[Int(line.entity)],
                subject: text(line.subject), name: text(line.name), area: area,
                pack: shared.texts[Int(line.pack)], clause: shared.texts[Int(line.clause)],
                offices: shared.lists[Int(line.offices)], form: line.form,
                detail: shared.texts[Int(line.detail)], first: day(line.first),
                last: day(line.last), until: day(line.until), done: day(line.done),
                waived: day(line.waived))
            rows.append((row, state))
        }
        return rows
    }

    /// The chosen rows in their order: those without a last day last, ties as they were read.
    private func order() -> [Int] {
        struct Place {
            let day: UInt64
            let text: UInt64
            let index: Int
        }
        let (subjects, clauses) = (subjectRanks(), shared.ranks())
        func biased(_ day: Int32) -> UInt64 { UInt64(UInt32(bitPattern: day) ^ 0x8000_0000) }
        var places: [Place] = chosen.indices.map { index in
            let line = chosen[index].line
            let last = line.last == DutyBlock.noDay ? .max : line.last
            return Place(
                day: biased(last) << 32 | UInt64(subjects[Int(line.subject)]),
                text: UInt64(clauses[Int(line.clause)]) << 32 | biased(line.first), index: index)
        }
        places.sort {
            ($0.day, $0.text, $0.index) < ($1.day, $1.text, $1.index)
        }
        return places.map(\.index)
    }

    /// The place of every subject of a chosen row among them, by the bytes of its identifier.
    private func subjectRanks() -> [UInt32] {
        var ranks = [UInt32](repeating: 0, count: reader.own.count)
        var subjects: [Int] = []
        for (line, _) in chosen where ranks[Int(line.subject)] == 0 {
            ranks[Int(line.subject)] = 1
            subjects.append(Int(line.subject))
        }
        let (bytes, own) = (reader.bytes, reader.own)
        subjects.sort { bytes[own[$0]].lexicographicallyPrecedes(bytes[own[$1]]) }
        var rank: UInt32 = 0
        for (index, subject) in subjects.enumerated() {
            if index > 0, bytes[own[subjects[index - 1]]] != bytes[own[subject]] { rank += 1 }
            ranks[subject] = rank
        }
        return ranks
    }
}

/// The texts that owners share, and what a query asks of them.
private struct SharedTexts {
    let texts: [String]
    /// Of a text that names offices, which.
    let lists: [[String]]
    /// Whether rows of a text as their area are asked for.
    let areas: [Bool]
    /// Whether rows of a text as their offices are asked for.
    let offices: [Bool]

    init(_ texts: [String], _ query: DutyQuery) {
        self.texts = texts
        lists = texts.map {
            $0.first == ";" ? $0.split(separator: ";").map(String.init) : []
        }
        areas = texts.map { text in query.area.map { text.hasPrefix($0.digits) } ?? true }
        offices = lists.map { list in query.office.map(list.contains) ?? true }
    }

    /// Whether all texts that a line names are there.
    func names(_ line: DutyBlock.Line) -> Bool {
        let most = max(
            max(line.kind, line.entity, line.area, line.pack),
            max(line.clause, line.offices, line.detail))
        return Int(most) < texts.count
    }

    /// The place of every text among all, by its bytes.
    func ranks() -> [UInt32] {
        var ranks = [UInt32](repeating: 0, count: texts.count)
        let sorted = texts.indices.sorted {
            texts[$0].utf8.lexicographicallyPrecedes(texts[$1].utf8)
        }
        for (rank, text) in sorted.enumerated() { ranks[text] = UInt32(rank) }
        return ranks
    }
}

extension DutyRowState {
    /// How a row stands on a day; a day that a row does not have is before all days.
    init(_ line: DutyBlock.Line, on day: Int32) {
        func has(_ date: Int32) -> Bool { date != DutyBlock.noDay && date <= day }
        let isDays = line.form == .days
        self =
            if has(line.done), !isDays || line.done <= line.last {
                .met
            } else if has(line.waived) {
                .waived
            } else if has(line.done) {
                .late
            } else if isDays {
                if line.last >= day {
                    line.first > day ? .upcoming : .running
                } else {
                    line.until != DutyBlock.noDay && line.until < day ? .missed : .overdue
                }
            } else {
                switch line.form {
                case .words: .unfixed
                case .blank, .year: .blank
                case .days, .act, .stage, .value: .notStarted
                }
            }
    }
}
