import LandModel

/// The sentences of a refusal: head, reasons, remedy.
struct RefusalWords {
    private let refusal: AccessRefusal

    init(_ refusal: AccessRefusal) { self.refusal = refusal }

    var reasons: [BilingualText] { refusal.causes.map(sentence) }

    var text: BilingualText {
        let reasons = self.reasons
        return BilingualText(
            zh: head.zh + reasons.map(\.zh).joined(separator: "；") + "。" + remedy.zh,
            en: head.en + reasons.map(\.en).joined(separator: "; ") + ". " + remedy.en)
    }

    var head: BilingualText {
        let id = refusal.request.operation
        let title = refusal.rule?.title ?? BilingualText(zh: id.text, en: id.text)
        let person = refusal.actor ?? refusal.request.person?.text
        var capacity = BilingualText(zh: "", en: "")
        if let post = refusal.capacity {
            capacity = BilingualText(
                zh: "（\(post.office)\(post.post.title.zh)"
                    + (post.delegator.map { "，受\($0)委托" } ?? "") + "）",
                en: " (\(post.office), \(post.post.title.en)"
                    + (post.delegator.map { ", delegated by \($0)" } ?? "") + ")")
        }
        return BilingualText(
            zh: "\(person ?? "未署名人员")\(capacity.zh)不能办理“\(title.zh)”：",
            en: "\(person ?? "A person not named")\(capacity.en) may not \(title.en): ")
    }

    private func sentence(_ cause: RefusalCause) -> BilingualText {
        switch cause {
        case .unknownOperation:
            BilingualText(
                zh: "没有名为\(refusal.request.operation)的操作",
                en: "there is no operation named \(refusal.request.operation)")
        case .unknownPerson:
            BilingualText(zh: "登记簿中没有此人", en: "the register does not know the person")
        case .noAppointment:
            BilingualText(
                zh: "没有任何任职或委托", en: "the person has no appointment and no delegation")
        case .capacityNotHeld(let appointment):
            BilingualText(
                zh: "任职\(appointment)既非本人所有，也未委托给本人",
                en: "appointment \(appointment) is neither the person's own nor delegated")
        case .notEntitled(let held): notEntitled(held)
        case .notInForce(let term):
            BilingualText(
                zh: "\(refusal.request.day)不在任期内（\(Self.days(term).zh)）",
                en: "\(refusal.request.day) is outside the term of office (\(Self.days(term).en))")
        case .delegationNotInForce, .notDelegable, .operationNotDelegated, .outsideDelegation:
            ofDelegation(cause)
        case .outsideTerritory(let territory):
            BilingualText(
                zh: "\(target.zh)不在权限范围内（\(Self.reach(territory).zh)）",
                en: "\(target.en) is outside the territory (\(Self.reach(territory).en))")
        case .concernsOneself:
            BilingualText(
                zh: "不得为本人办理", en: "nobody performs this on his or her own behalf")
        case .incompatiblePosts(let rule, let other):
            BilingualText(
                zh: "\(rule.sentence.zh)（另任\(name(other.text).zh)）",
                en: "\(rule.sentence.en) (also appointed: \(name(other.text).en))")
        case .separated(let rule, let earlier):
            BilingualText(
                zh: "\(rule.sentence.zh)（\(name(earlier.person.text).zh)已在项目\(earlier.project)办理"
                    + "“\(name(earlier.operation.text).zh)”）",
                en: "\(rule.sentence.en) (\(name(earlier.person.text).en) did this on project "
                    + "\(earlier.project): \(name(earlier.operation.text).en))")
        case .areaMissing, .areaLevel, .projectMissing, .wrongStage: ofTarget(cause)
        }
    }

    /// What something is called; its identifier, when nothing tells.
    private func name(_ id: String) -> BilingualText {
        refusal.names[id] ?? BilingualText(zh: id, en: id)
    }

    private func notEntitled(_ held: [Role]) -> BilingualText {
        let performers = Self.performers(refusal.rule)
        return BilingualText(
            zh: (held.isEmpty
                ? "此职务没有对应的角色" : "此职务的角色是\(held.map(\.title.zh).joined(separator: "、"))")
                + "，而该操作由\(performers.zh)办理",
            en: (held.isEmpty
                ? "the post has no role"
                : "the role of the post is \(held.map(\.title.en).joined(separator: ", "))")
                + ", and the operation is for \(performers.en)")
    }

    private func ofDelegation(_ cause: RefusalCause) -> BilingualText {
        switch cause {
        case .delegationNotInForce(let term):
            BilingualText(
                zh: "\(refusal.request.day)不在委托期限内（\(Self.days(term).zh)）",
                en: "\(refusal.request.day) is outside the term of the delegation "
                    + "(\(Self.days(term).en))")
        case .outsideDelegation(let territory):
            BilingualText(
                zh: "\(target.zh)不在委托范围内（\(Self.reach(territory).zh)）",
                en: "\(target.en) is outside the delegation (\(Self.reach(territory).en))")
        case .operationNotDelegated:
            BilingualText(zh: "委托不包括该操作", en: "the delegation does not cover it")
        default:
            BilingualText(
                zh: "该操作必须由本人办理，不得委托", en: "it must be performed in person, not by delegation")
        }
    }

    private func ofTarget(_ cause: RefusalCause) -> BilingualText {
        switch cause {
        case .areaLevel(let given, let allowed):
            BilingualText(
                zh: "所涉区域为\(given.map(\.title.zh).joined(separator: "、"))，"
                    + "该操作只涉及\(allowed.map(\.title.zh).joined(separator: "、"))",
                en:
                    "the area is of level \(given.map(\.title.en).joined(separator: ", ")), and the "
                    + "operation concerns \(allowed.map(\.title.en).joined(separator: ", "))")
        case .projectMissing: BilingualText(zh: "没有指明项目", en: "no project is named")
        case .wrongStage(let stage, let allowed):
            BilingualText(
                zh: (stage.map { "所处阶段为\($0)" } ?? "没有指明阶段")
                    + "，该操作只能在以下阶段办理：\(allowed.map(\.text).joined(separator: "、"))",
                en: (stage.map { "the stage is \($0)" } ?? "no stage is named")
                    + ", and the operation belongs to \(Self.list(allowed.map(\.text)))")
        default: BilingualText(zh: "没有指明行政区域", en: "no area is named")
        }
    }

    var remedy: BilingualText {
        let help = refusal.causes.first?.help ?? .nobody
        let names = refusal.contacts.map {
            BilingualText(
                zh: "\($0.name)（\($0.office)\($0.post.title.zh)）",
                en: "\($0.name) (\($0.office), \($0.post.title.en))")
        }
        let zh = names.map(\.zh).joined(separator: "、")
        let en = names.map(\.en).joined(separator: ", ")
        switch (help, names.isEmpty) {
        case (.nobody, _):
            return BilingualText(zh: "请更正后重新办理。", en: "Correct this and try again.")
        case (.whoAppoints, true):
            return BilingualText(
                zh: "请由本单位向系统管理员提出任命。",
                en: "The unit proposes an appointment to the administrator.")
        case (.whoAppoints, false):
            return BilingualText(zh: "请联系\(zh)任命。", en: "Ask for an appointment: \(en).")
        case (.whoMayAct, true):
            return BilingualText(
                zh: "当日没有可以办理的其他人员，请由有关单位提出任命。",
                en: "Nobody else may do it on that day; the unit in charge proposes an appointment."
            )
        case (.whoMayAct, false):
            return BilingualText(zh: "请由\(zh)办理。", en: "Ask one of these to do it: \(en).")
        }
    }

    private var target: BilingualText {
        let areas = refusal.request.target.areas
        let codes = areas.codes
        let project = refusal.request.target.project
        var zh = areas == .nation ? "全国" : codes.isEmpty ? "未指明的区域" : codes.joined(separator: "、")
        var en = areas == .nation ? "the nation" : codes.isEmpty ? "no area" : Self.list(codes)
        if let project {
            zh += "项目\(project)"
            en += ", project \(project)"
        }
        return BilingualText(zh: zh, en: en)
    }

    private static func reach(_ territory: Territory) -> BilingualText {
        let codes = territory.areas.codes
        let nation = territory.areas == .nation
        var zh = nation ? "全国" : codes.joined(separator: "、")
        var en = nation ? "the nation" : list(codes)
        if let projects = territory.projects?.sorted().map(\.text) {
            zh += "，仅限项目\(projects.joined(separator: "、"))"
            en += ", only project \(list(projects))"
        }
        return BilingualText(zh: zh, en: en)
    }

    private static func days(_ term: Term) -> BilingualText {
        if term.isEmpty { return BilingualText(zh: "从未生效", en: "never in force") }
        guard let last = term.through else {
            return BilingualText(zh: "自\(term.from)起", en: "from \(term.from)")
        }
        return BilingualText(zh: "自\(term.from)至\(last)", en: "from \(term.from) to \(last)")
    }

    /// The performers a rule names, by role first, then by office.
    static func performers(_ rule: OperationRule?) -> BilingualText {
        let all = rule?.performers ?? []
        let roles = Role.allCases.filter { all.contains(.role($0)) }.map(\.title)
        let others = all.compactMap(officeWords).sorted { $0.en < $1.en }
        let words = roles + others
        return BilingualText(
            zh: words.isEmpty ? "无人" : words.map(\.zh).joined(separator: "、"),
            en: words.isEmpty ? "nobody" : list(words.map(\.en)))
    }

    private static func officeWords(_ performer: Performer) -> BilingualText? {
        switch performer {
        case .role: nil
        case .office(let kind): office(kind)
        case .post(let kind, let post):
            BilingualText(zh: "\(kind)\(post.title.zh)", en: "\(post.title.en) of \(kind)")
        }
    }

    /// A kind of office by the role of its staff, with the identifier that tells it from others.
    private static func office(_ kind: OfficeKind) -> BilingualText {
        guard let role = RoleTable.standard.roles(of: kind, post: .staff).sorted().first else {
            return BilingualText(zh: kind.text, en: kind.text)
        }
        return BilingualText(
            zh: "\(role.title.zh)（\(kind)）", en: "\(role.title.en) (\(kind))")
    }

    private static func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}
