import Access
import LandModel

extension RandomWorld {
    /// The rules of the random world as the module takes them.
    static let policy = AccessPolicy(
        operations: [
            rule("prepare", [.office("countyNaturalResources"), .role(.contractor)], ["prepare"]),
            rule(
                "review", [.role(.countyNaturalResources), .office("cityNaturalResources")],
                ["review"], stages: ["planned"]),
            rule(
                "pay", [.post("cityFinance", "head"), .role(.liaisonOfficer)], [], inPerson: true),
            rule("audit", [.role(.auditor)], []), rule("run", [.role(.administrator)], []),
        ])

    private static func rule(
        _ id: OperationRule.ID, _ performers: Set<Performer>, _ duties: Set<Duty>,
        stages: Set<Stage>? = nil, inPerson: Bool = false
    ) -> OperationRule {
        OperationRule(
            id: id, title: BilingualText(zh: "某事", en: "do it"), performers: performers,
            areaLevels: [.city, .county, .township, .village], stages: stages, duties: duties,
            needsProject: !duties.isEmpty, isDelegable: !inPerson)
    }

    /// A random question; most are made from a right that exists, so that many are allowed.
    func question(_ random: inout some RandomNumberGenerator) -> Question {
        var question = Question(
            person: "h\(Int.random(in: 0..<4, using: &random))",
            operation: Self.pick(Self.operations, &random), area: Self.pick(Self.areas, &random),
            project: Int.random(in: 0..<5, using: &random) == 0
                ? nil : Self.pick(Self.projects, &random),
            stage: Self.pick(Self.stages, &random), day: Int.random(in: 0..<30, using: &random),
            capacity: nil)
        guard Int.random(in: 0..<4, using: &random) > 0 else { return question }
        let loan = Bool.random(using: &random) ? loans.randomElement(using: &random) : nil
        let basis =
            posts.first { $0.id == loan?.appointment } ?? posts.randomElement(using: &random)
        guard let post = basis, let office = offices.first(where: { $0.id == post.office }) else {
            return question
        }
        question.person = loan?.delegate ?? post.person
        question.day = (loan?.from ?? post.from) + Int.random(in: 0..<8, using: &random)
        if Bool.random(using: &random) { question.capacity = post.id }
        if Int.random(in: 0..<4, using: &random) > 0 {
            let root = loan?.area ?? post.area ?? office.area
            question.area = Self.pick(Self.areas.filter { $0.hasPrefix(root) }, &random)
            question.operation =
                Self.operations.filter { Self.mayPerform($0, office.kind, post.post) }
                .randomElement(using: &random) ?? question.operation
            question.project =
                (loan?.projects ?? post.projects)?.first ?? question.project
        }
        return question
    }

    static func request(_ question: Question) -> AccessRequest {
        AccessRequest(
            person: .init(stringLiteral: question.person),
            operation: .init(stringLiteral: question.operation),
            target: AccessTarget(
                areas: territory(question.area, nil).areas,
                project: question.project.map { .init(stringLiteral: $0) },
                stage: .init(stringLiteral: question.stage)), day: day(question.day),
            capacity: question.capacity.map { .init(stringLiteral: $0) })
    }

    /// The acts of the past as the module takes them.
    var history: [PerformedAct] {
        acts.map { act in
            PerformedAct(
                project: .init(stringLiteral: act.project),
                operation: .init(stringLiteral: act.operation),
                duties: ["prepare", "review"].contains(act.operation)
                    ? [.init(stringLiteral: act.operation)] : [],
                roles: act.operation == "audit" ? [.auditor] : [],
                person: .init(stringLiteral: act.person),
                onBehalfOf: act.onBehalfOf.map { .init(stringLiteral: $0) },
                office: .init(stringLiteral: act.office))
        }
    }

    func decide(_ question: Question) -> AccessDecision {
        AccessDecision.decide(
            Self.request(question), policy: Self.policy, register: register, history: history)
    }

    // MARK: The oracle

    /// Whether the rows allow it.
    func allows(_ question: Question) -> Bool {
        let own = posts.filter { $0.person == question.person }.map { ($0, LoanRow?.none) }
        let lent = loans.filter { $0.delegate == question.person }.compactMap { loan in
            posts.first { $0.id == loan.appointment }.map { ($0, Optional(loan)) }
        }
        return (own + lent).contains { post, loan in
            (question.capacity == nil || question.capacity == post.id)
                && right(post, loan, question)
        }
    }

    private func right(_ post: PostRow, _ loan: LoanRow?, _ question: Question) -> Bool {
        guard let office = offices.first(where: { $0.id == post.office }),
            post.from <= question.day, question.day < post.until,
            Self.mayPerform(question.operation, office.kind, post.post),
            question.area.hasPrefix(post.area ?? office.area), question.area.count > 2,
            Self.within(question.project, post.projects),
            question.operation != "review" || question.stage == "planned",
            !["prepare", "review"].contains(question.operation) || question.project != nil
        else { return false }
        if let loan {
            guard loan.from <= question.day, question.day < loan.until, question.operation != "pay",
                loan.operations?.contains(question.operation) != false,
                loan.area.map(question.area.hasPrefix) != false,
                Self.within(question.project, loan.projects)
            else { return false }
        }
        let people = Set([question.person, post.person])
        return !heldTogether(post, office.kind, people, question.day)
            && !separated(office.kind, post.post, people, question)
    }

    private static func within(_ project: String?, _ allowed: Set<String>?) -> Bool {
        guard let allowed else { return true }
        return project.map(allowed.contains) ?? false
    }

    private static func mayPerform(_ operation: String, _ kind: String, _ post: String) -> Bool {
        let ordinary = post == "staff" || post == "head"
        switch operation {
        case "prepare": return ordinary && ["countyNaturalResources", "contractor"].contains(kind)
        case "review":
            return ordinary && ["countyNaturalResources", "cityNaturalResources"].contains(kind)
        case "pay": return post == "liaison" || post == "head" && kind == "cityFinance"
        case "audit": return ordinary && kind == "auditOffice"
        default: return post == "administrator"
        }
    }

    private func heldTogether(
        _ post: PostRow, _ kind: String, _ people: Set<String>, _ day: Int
    ) -> Bool {
        func isAuditor(_ row: PostRow) -> Bool {
            ["staff", "head"].contains(row.post)
                && offices.first { $0.id == row.office }?.kind == "auditOffice"
        }
        return posts.contains { other in
            people.contains(other.person) && other.id != post.id
                && other.from <= day && day < other.until
                && (post.post == "administrator" && isAuditor(other)
                    || isAuditor(post) && other.post == "administrator")
        }
    }

    private func separated(
        _ kind: String, _ post: String, _ people: Set<String>, _ question: Question
    ) -> Bool {
        let asAuditor = kind == "auditOffice" && (post == "staff" || post == "head")
        return acts.contains { act in
            guard act.project == question.project,
                people.contains(act.person) || act.onBehalfOf.map(people.contains) == true
            else { return false }
            return question.operation == "prepare" && act.operation == "review"
                || question.operation == "review" && act.operation == "prepare"
                || question.operation == "prepare" && act.operation == "audit"
                || asAuditor && act.operation == "prepare"
        }
    }
}
