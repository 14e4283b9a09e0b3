import Access
import Journal
import LandModel
import Lifecycle
import Policy
import Store

/// What the fields of an act can be filled with: names out of register, pack and record (可选项来源).
struct InputOptions: Sendable {
    /// The file of the subject; nil for acts without one.
    let file: LifeFile?
    /// The subject; empty for acts without one.
    let subject: String
    let register: AccessRegister
    let person: Person.ID
    let day: CalendarDay
    var datasets: [RecordedDataset] = []
    var packs: [RecordedPack] = []
    /// The words of a published pack, for what has no file yet; nil when none is published.
    var words: Vocabulary?
    /// The areas whose people and offices are offered; nil for all.
    var sees: (@Sendable (AdministrativeCode) -> Bool)?

    /// The options of a source; empty when the person types the value.
    func list(_ source: InputSource) -> [InputOption] {
        switch source {
        case .typed: []
        case .words(let words): words.map { InputOption($0.value, $0.title) }
        case .register(let list): self.list(list)
        case .home(let list): self.list(list)
        case .pack(.entities): entities(file?.pack.vocabulary ?? words)
        case .pack(let list): file.map { self.list(list, $0) } ?? []
        case .record(let list): file.map { self.list(list, $0) } ?? []
        }
    }

    // MARK: The register and the installation

    /// Whether the person keeps the register today.
    private var isKeeper: Bool {
        sees == nil
            || register.appointments(of: person).contains {
                $0.post == .administrator && $0.term.contains(day)
            }
    }

    /// Whether the person may know of an office, because it works where the person does.
    ///
    /// Administrators keep the register and know all of it.
    private func isKnown(_ office: Office) -> Bool {
        guard let sees else { return true }
        if isKeeper { return true }
        return switch office.territory.areas {
        case .nation: true
        case .areas(let codes): codes.contains(where: sees)
        }
    }

    private func isKnown(_ id: Office.ID) -> Bool {
        register.offices[id].map { isKnown($0) } ?? true
    }

    private func list(_ list: InputSource.RegisterList) -> [InputOption] {
        switch list {
        case .people:
            people()
        case .offices:
            register.offices.values.filter { isKnown($0) }.sorted { $0.id < $1.id }.map {
                InputOption($0.id.text, named: $0.name)
            }
        case .officeKinds: Self.kinds
        case .posts: Self.posts
        case .appointments:
            appointments(
                register.appointments.values.filter {
                    $0.term.contains(day) && isKnown($0.office)
                })
        case .ownAppointments:
            appointments(register.appointments(of: person).filter { $0.term.contains(day) })
        case .delegations:
            register.delegations.values.filter { $0.term.contains(day) }.sorted { $0.id < $1.id }
                .map { delegation in
                    InputOption(
                        delegation.id.text,
                        named: register.people[delegation.delegate]?.name ?? delegation.id.text)
                }
        case .areas:
            Set(
                register.offices.values.filter { isKnown($0) }
                    .flatMap { $0.territory.areas.codes }
                    + (file.map { [$0.area.digits] } ?? [])
            ).sorted().map { code in
                let offices = register.offices.values.filter {
                    $0.territory.areas.codes == [code]
                }.sorted { $0.id < $1.id }
                return InputOption(code, named: offices.first?.name ?? code)
            }
        }
    }

    /// The people whose offices are known, each with an office; who has none yet is for those who keep the register.
    private func people() -> [InputOption] {
        var offices: [Person.ID: [Office.ID]] = [:]
        for post in register.appointments.values where post.term.contains(day) {
            offices[post.person, default: []].append(post.office)
        }
        let isKeeper = isKeeper
        return register.people.values.sorted { $0.id < $1.id }.compactMap { person in
            let own = (offices[person.id] ?? []).sorted()
            guard own.isEmpty ? isKeeper : own.contains(where: { isKnown($0) }) else { return nil }
            let office = own.first.map { " · " + register.name(of: $0) } ?? ""
            return InputOption(person.id.text, named: person.name + office)
        }
    }

    private func appointments(_ found: [Appointment]) -> [InputOption] {
        found.sorted { $0.id < $1.id }.map { post in
            let name = register.people[post.person]?.name ?? post.person.text
            let office = register.name(of: post.office)
            return InputOption(
                post.id.text,
                BilingualText(
                    zh: "\(name)：\(office)\(post.post.title.zh)",
                    en: "\(name): \(office), \(post.post.title.en)"))
        }
    }

    private static let kinds: [InputOption] = {
        var seen: Set<OfficeKind> = []
        return RoleTable.standard.rows.compactMap { row in
            guard let kind = row.kind, seen.insert(kind).inserted else { return nil }
            return InputOption(kind.text, row.role.title)
        }
    }()

    private static let posts = Post.known.map { InputOption($0.text, $0.title) }

    private func list(_ list: InputSource.HomeList) -> [InputOption] {
        switch list {
        case .datasets:
            var names: [String: String] = [:]
            for one in datasets { names[one.dataset.id.text] = one.dataset.name }
            return names.sorted { $0.key < $1.key }.map { InputOption($0.key, named: $0.value) }
        case .packs:
            var names: [String: String] = [:]
            for one in packs { names[one.pack.id.text] = one.pack.name }
            return names.sorted { $0.key < $1.key }.map { InputOption($0.key, named: $0.value) }
        case .acts:
            return AccessPolicy.standard.operations.values.filter(\.isDelegable).sorted {
                $0.id < $1.id
            }.map { InputOption($0.id.text, $0.title) }
        }
    }

    // MARK: The pack

    private func list(_ list: InputSource.PackList, _ file: LifeFile) -> [InputOption] {
        let words = file.pack.vocabulary
        func terms(_ names: [String]) -> [InputOption] {
            names.map { InputOption($0, words.terms[$0] ?? $0, OperationWords.spaced($0)) }
        }
        switch list {
        case .documents:
            return words.documents.sorted { $0.key < $1.key }.map {
                InputOption($0.key, $0.value, OperationWords.spaced($0.key))
            }
        case .entities: return entities(words)
        case .layers: return terms(words.layers)
        case .accounts: return terms(words.codes["account"] ?? [])
        case .subprojectTypes: return terms(words.codes["subprojectType"] ?? [])
        case .posts:
            // Those that clauses ask for before those of offices.
            let asked = Set(
                file.pack.clauses.filter { $0.kind == .role }.flatMap {
                    file.pack.sheet(of: $0.id)?.posts ?? []
                })
            let others = Set(file.pack.offices.flatMap(\.posts)).subtracting(asked)
            return terms(asked.sorted() + others.sorted())
        case .offices:
            return file.pack.offices.map { InputOption($0.id, $0.zh, OperationWords.spaced($0.id)) }
        case .facts: return facts.map { InputOption($0.name, $0.title) }
        case .inPrincipleClauses: return clauses(file) { $0.strength == .inPrinciple }
        case .prohibitions: return clauses(file) { $0.kind == .prohibition }
        case .attestedProhibitions:
            return clauses(file) { $0.kind == .prohibition && $0.attester != nil }
        case .timedClauses:
            let timed = Set(
                file.duties(of: LifeStream.owner(of: subject), on: day).filter {
                    $0.subject.id == subject
                }.map(\.clause))
            return clauses(file) { timed.contains($0.id) }
        }
    }

    private func entities(_ words: Vocabulary?) -> [InputOption] {
        (words?.entities ?? []).map { InputOption($0.name, $0.zh, OperationWords.spaced($0.name)) }
    }

    private func clauses(_ file: LifeFile, _ isWanted: (Clause) -> Bool) -> [InputOption] {
        file.pack.clauses.filter(isWanted).map { clause in
            InputOption(
                clause.id,
                BilingualText(
                    zh: "\(clause.id) \(clause.title.zh)", en: "\(clause.id) \(clause.title.en)"))
        }
    }

    /// The facts that can be stated of the subject by hand: what was measured of it is left out.
    var facts: [FactOption] {
        guard let file, let entity = file.record.subjects[subject]?.entity else { return [] }
        let words = file.pack.vocabulary
        let measured = file.record.measuredFacts(of: subject)
        return (words.facts[entity] ?? [:]).values.filter { measured[$0.name] == nil }.sorted {
            ($0.origin == .measured ? 1 : 0, $0.name) < ($1.origin == .measured ? 1 : 0, $1.name)
        }.map { fact in
            let list = fact.codeList.map { list in
                list == "office" ? file.pack.offices.map(\.id) : words.codes[list] ?? []
            }
            return FactOption(
                name: fact.name,
                title: BilingualText(zh: fact.zh, en: OperationWords.spaced(fact.name)),
                type: fact.type.rawValue, unit: Self.unit(of: fact.type),
                codes: (list ?? []).map {
                    InputOption(
                        $0, file.pack.office($0)?.zh ?? words.terms[$0] ?? $0,
                        OperationWords.spaced($0))
                }, isMeasured: fact.origin == .measured)
        }
    }

    private static func unit(of type: ValueType) -> BilingualText? {
        switch type {
        case .area: BilingualText(zh: "平方米", en: "m²")
        case .money: BilingualText(zh: "元", en: "CNY")
        case .days: BilingualText(zh: "天", en: "days")
        case .year: BilingualText(zh: "年", en: "year")
        default: nil
        }
    }

    // MARK: The record

    private func list(_ list: InputSource.RecordList, _ file: LifeFile) -> [InputOption] {
        let record = file.record
        func acts(_ isWanted: (Lifecycle.Act) -> Bool) -> [InputOption] {
            let entity = record.subjects[subject]?.entity
            return file.pack.lifecycle.tracks.filter { $0.subject == entity }.flatMap(\.acts)
                .filter(isWanted).map { InputOption($0.id, $0.zh, OperationWords.spaced($0.id)) }
        }
        let meeting = record.meetings[subject]
        switch list {
        case .itself:
            return [InputOption(subject, named: file.name(of: subject))]
        case .actsUnderWay:
            return acts { act in
                !record.stepsDone(of: act.id, on: subject).isEmpty
                    || ([act.id] + act.chain.map(\.id)).contains {
                        !record.signatures(of: $0, on: subject).isEmpty
                    }
            }
        case .actsDone:
            let done = Set(
                record.journal.filter { $0.kind == .act && $0.of == subject }.map(\.name))
            return acts { done.contains($0.id) }
        case .openBreaches:
            return clauses(file) { record.hasOpenBreach(of: $0.id, on: subject) }
        case .topics:
            return (meeting?.topics ?? []).map {
                InputOption($0.id, named: "\($0.id) \($0.title)")
            }
        case .resolutions:
            return (meeting?.resolutions ?? []).filter { $0.doneOn == nil }.map {
                InputOption($0.id, named: "\($0.id) \($0.text)")
            }
        }
    }
}
