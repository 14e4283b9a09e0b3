import Access
import Journal
import LandModel
import Yams

/// Reads a scenario file and notes every fault in it.
struct ScenarioReader {
    private(set) var faults: [ScenarioFault] = []
    /// The time that the story has reached.
    private var time = 0

    /// Reads the text of a file; nil when there are faults.
    mutating func read(_ text: String) -> Scenario? {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            note(1, zh: "不是 YAML：\(error)", en: "no YAML: \(error)")
            return nil
        }
        guard let root, let map = members(root, of: Self.topNames) else {
            note(1, zh: "文件是空的或不是映射", en: "the file is empty or no mapping")
            return nil
        }
        let founding = map["founding"].flatMap { self.founding($0) }
        let county = map["county"].flatMap { self.county($0) }
        let id = self.text(map["scenario"], in: root, "scenario")
        var steps: [Scenario.Step] = []
        for node in list(map["steps"], in: root, "steps") {
            if let step = self.step(node, of: id ?? "") { steps.append(step) }
        }
        let title = bilingual(map["title"], in: root, "title")
        if map["founding"] == nil { noteMissing("founding", root) }
        guard faults.isEmpty, let id, let title, let founding else { return nil }
        return Scenario(id: id, title: title, founding: founding, county: county, steps: steps)
    }

    private static let topNames: Set<String> = [
        "scenario", "title", "founding", "county", "steps",
    ]

    private mutating func county(_ node: Node) -> Scenario.County? {
        guard let map = members(node, of: ["patches", "seed"]) else { return nil }
        guard let patches = map["patches"]?.int, (200...300_000).contains(patches),
            let seed = map["seed"]?.int, seed >= 0
        else {
            note(
                node.line, zh: "county 写作 {patches: 200–300000, seed: 非负整数}",
                en: "county is written {patches: 200 to 300000, seed: a whole number from 0}")
            return nil
        }
        return Scenario.County(patches: patches, seed: seed)
    }

    private mutating func founding(_ node: Node) -> Founding? {
        guard
            let map = members(
                node, of: ["journal", "day", "office", "administrator"]),
            let day = day(map["day"], in: node, "day")
        else { return nil }
        time = ChinaTime.time(of: day, hour: 9, minute: 0)
        let journal = named(map["journal"], in: node, "journal") { try? JournalID($0) }
        let office = map["office"].flatMap { self.office($0) }
        let person = map["administrator"].flatMap { self.person($0) }
        if map["office"] == nil { noteMissing("office", node) }
        if map["administrator"] == nil { noteMissing("administrator", node) }
        guard let journal, let office, let person else { return nil }
        return Founding(journal: journal, office: office, administrator: person, time: time)
    }

    private mutating func office(_ node: Node) -> Office? {
        guard let map = members(node, of: ["id", "kind", "name", "areas"]) else { return nil }
        let id = named(map["id"], in: node, "id") { Office.ID($0) }
        let kind = named(map["kind"], in: node, "kind") { OfficeKind($0) }
        let name = text(map["name"], in: node, "name")
        let areas = map["areas"].flatMap { InputReading.areas(ScenarioValue.json($0)) }
        if areas == nil { note(node.line, zh: "areas 应为行政区代码", en: "areas must be codes") }
        guard let id, let kind, let name, let areas else { return nil }
        return Office(id: id, kind: kind, name: name, territory: Territory(areas))
    }

    private mutating func person(_ node: Node) -> Person? {
        guard let map = members(node, of: ["id", "name"]) else { return nil }
        let id = named(map["id"], in: node, "id") { Person.ID($0) }
        let name = text(map["name"], in: node, "name")
        guard let id, let name else { return nil }
        return Person(id: id, name: name)
    }

    // MARK: Steps

    private static let stepNames: Set<String> = [
        "day", "at", "as", "capacity", "do", "input", "expect", "check", "note",
    ]

    private mutating func step(_ node: Node, of story: String) -> Scenario.Step? {
        guard let map = members(node, of: Self.stepNames) else { return nil }
        advance(map, node)
        let note = map["note"].flatMap { bilingual($0, in: node, "note") }
        let deed: Scenario.Deed?
        if let check = map["check"] {
            deed = self.check(check).map { .check($0) }
        } else {
            deed = act(map, node)
        }
        guard let deed else { return nil }
        return Scenario.Step(story: story, line: node.line, time: time, note: note, deed: deed)
    }

    /// Moves the clock: `day` to nine o'clock, `at` to an hour of that or the same day; a step that
    /// says neither comes a minute after the one before.
    private mutating func advance(_ map: [String: Node], _ node: Node) {
        var next = time + 60_000
        if let given = map["day"] {
            guard let day = day(given, in: node, "day") else { return }
            next = ChinaTime.time(of: day, hour: 9, minute: 0)
        }
        if let given = map["at"] {
            let parts = (given.string ?? "").split(separator: ":").compactMap { Int($0) }
            guard parts.count == 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]) else {
                return note(given.line, zh: "at 应写作 14:30", en: "at is written 14:30")
            }
            let day = ChinaTime.day(of: map["day"] == nil ? time : next)
            next = ChinaTime.time(of: day, hour: parts[0], minute: parts[1])
        }
        if next < time {
            return note(node.line, zh: "时间倒退了", en: "time runs backwards")
        }
        time = next
    }

    private mutating func act(_ map: [String: Node], _ node: Node) -> Scenario.Deed? {
        let person = named(map["as"], in: node, "as") { Person.ID($0) }
        let operation = text(map["do"], in: node, "do")
        var capacity: Appointment.ID?
        if let given = map["capacity"] {
            capacity = named(given, in: node, "capacity") { Appointment.ID($0) }
        }
        let input = map["input"].map(ScenarioValue.json) ?? .object([:])
        let expected = expectation(map["expect"], node)
        guard let person, let operation, let expected else { return nil }
        return .act(
            person: person, capacity: capacity, operation: operation, input: input,
            expected: expected)
    }

    private mutating func expectation(
        _ node: Node?, _ step: Node
    ) -> Scenario.Expectation? {
        guard let node else { return .done }
        if node.string == "done" { return .done }
        if let map = node.mapping, map.count == 1, let codes = map["refused"]?.sequence {
            return .refused(codes.map { $0.string ?? "" }.sorted())
        }
        note(
            node.line, zh: "expect 应为 done 或 {refused: [代码…]}",
            en: "expect is done or {refused: [code, …]}")
        return nil
    }

    private mutating func check(_ node: Node) -> Scenario.Check? {
        guard let map = members(node, of: ["waiting", "acts", "journal", "overdue", "met"]) else {
            return nil
        }
        var check = Scenario.Check()
        if let waiting = map["waiting"]?.mapping {
            check.waiting = [:]
            for (name, count) in waiting {
                guard let name = name.string, let count = count.int else {
                    note(node.line, zh: "waiting 应为 人员: 件数", en: "waiting is person: count")
                    return nil
                }
                check.waiting?[name] = count
            }
        }
        check.acts = map["acts"]?.int
        check.overdue = clauses(map["overdue"], "overdue")
        check.met = clauses(map["met"], "met")
        if let journal = map["journal"]?.string {
            guard ["sound", "broken"].contains(journal) else {
                note(node.line, zh: "journal 应为 sound", en: "journal is sound")
                return nil
            }
            check.journalIsSound = journal == "sound"
        }
        return check
    }

    /// Clauses by subject; an empty list says that there are none.
    private mutating func clauses(_ node: Node?, _ name: String) -> [String: Set<String>]? {
        guard let node else { return nil }
        var found: [String: Set<String>] = [:]
        for (subject, list) in node.mapping ?? [:] {
            let clauses = list.sequence?.compactMap(\.string)
            guard let subject = subject.string, let clauses,
                clauses.count == list.sequence?.count
            else {
                found = [:]
                break
            }
            found[subject] = Set(clauses)
        }
        if found.isEmpty {
            note(
                node.line, zh: "\(name) 应为 对象: [条款…]",
                en: "\(name) is subject: [clause, …]")
        }
        return found
    }
}

/// Parts of the file and what is wrong with them.
extension ScenarioReader {
    private mutating func note(_ line: Int, zh: String, en: String) {
        faults.append(ScenarioFault(line: line, text: BilingualText(zh: zh, en: en)))
    }

    private mutating func noteMissing(_ name: String, _ node: Node) {
        note(node.line, zh: "缺 \(name)", en: "\(name) is missing")
    }

    /// The members of a mapping, none of them unknown.
    private mutating func members(_ node: Node, of names: Set<String>) -> [String: Node]? {
        guard let map = node.mapping else {
            note(node.line, zh: "此处应为映射", en: "a mapping is expected here")
            return nil
        }
        var found: [String: Node] = [:]
        for (key, value) in map {
            let name = key.string ?? ""
            guard names.contains(name), found[name] == nil else {
                let known = names.sorted().joined(separator: ", ")
                note(
                    key.line, zh: "不认识或重复的 \(name)；可用：\(known)",
                    en: "\(name) is unknown or given twice; known: \(known)")
                continue
            }
            found[name] = value
        }
        return found
    }

    private mutating func list(_ node: Node?, in parent: Node, _ name: String) -> [Node] {
        guard let items = node?.sequence else {
            noteMissing(name, parent)
            return []
        }
        return Array(items)
    }

    private mutating func text(_ node: Node?, in parent: Node, _ name: String) -> String? {
        named(node, in: parent, name) { $0.isEmpty ? nil : $0 }
    }

    private mutating func named<Value>(
        _ node: Node?, in parent: Node, _ name: String, _ make: (String) -> Value?
    ) -> Value? {
        guard let node else {
            noteMissing(name, parent)
            return nil
        }
        if let value = node.string.flatMap(make) { return value }
        note(node.line, zh: "\(name) 的值不可用", en: "\(name) has no usable value")
        return nil
    }

    private mutating func day(_ node: Node?, in parent: Node, _ name: String) -> CalendarDay? {
        named(node, in: parent, name) { CalendarDay($0) }
    }

    private mutating func bilingual(
        _ node: Node?, in parent: Node, _ name: String
    ) -> BilingualText? {
        if let plain = node?.string { return BilingualText(zh: plain, en: plain) }
        guard let node, let map = members(node, of: ["zh", "en"]) else {
            if node == nil { noteMissing(name, parent) }
            return nil
        }
        let zh = text(map["zh"], in: node, "zh")
        let en = text(map["en"], in: node, "en")
        guard let zh, let en else { return nil }
        return BilingualText(zh: zh, en: en)
    }
}

extension Node {
    fileprivate var line: Int { mark?.line ?? 1 }
}

/// Values of a YAML file as values of the journal.
enum ScenarioValue {
    /// Quoted scalars are texts; of plain ones only whole numbers and true, false and null are not.
    static func json(_ node: Node) -> CanonicalJSON {
        switch node {
        case .mapping(let map):
            .object(
                Dictionary(
                    map.map { ($0.key.string ?? "", json($0.value)) },
                    uniquingKeysWith: { _, last in last }))
        case .sequence(let items): .array(items.map(json))
        case .scalar(let scalar): value(scalar)
        case .alias: .null
        }
    }

    private static func value(_ scalar: Node.Scalar) -> CanonicalJSON {
        guard scalar.style == .plain else { return .text(scalar.string) }
        switch scalar.string {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null", "~", "": return .null
        default: break
        }
        guard let number = Int(scalar.string), String(number) == scalar.string else {
            return .text(scalar.string)
        }
        return .integer(number)
    }
}
