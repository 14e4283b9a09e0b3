import Access
import LandModel
import Lifecycle
import Policy

/// An act around a meeting: what it rests on is the meeting's own record.
protocol MeetingOperation: LifeOperation, NamedOperation where Ground == LifeFile {
    /// What happens.
    ///
    /// - Throws: ``Refusal`` when the meeting's record stands against it.
    func event(_ meeting: LifeMeeting, _ file: LifeFile, _ act: ActContext) throws(Refusal)
        -> MeetingEvent
    /// What was done, in words.
    func words(_ name: String, _ act: ActContext) -> BilingualText
    /// The input.
    var input: ActInput { get }
}

extension MeetingOperation {
    static func concerns(_ entity: String) -> Bool { entity == "meeting" }

    var subject: String { input[LifeForm.subject] }

    func decide(_ file: LifeFile, _ act: ActContext) throws(Refusal) -> ActOutcome {
        guard file.record.subjects[subject]?.entity == "meeting" else {
            throw Refusal(
                "LIF-NO-MEETING", field: "subject", zh: "\(subject) 不是会议。",
                en: "\(subject) is no meeting.")
        }
        let event = try event(file.record.meetings[subject] ?? LifeMeeting(), file, act)
        return try file.outcome(
            [.meeting(event, of: subject)], of: subject, message: words(file.name(of: subject), act)
        )
    }

    /// A member from inside the meeting's area acts for its own part of it: a township is a member of
    /// its county's group.
    func target(
        in register: AccessRegister, for person: Person.ID, _ file: LifeFile
    ) throws(Refusal) -> AccessTarget {
        let meeting = AreaScope.area(file.area)
        let own = register.appointments(of: person).compactMap {
            register.offices[$0.office]?.territory.areas
        }
        let inside = own.first { !$0.isEmpty && meeting.contains($0) }
        let covers = own.contains { $0.contains(file.area) }
        return AccessTarget(areas: covers ? meeting : inside ?? meeting)
    }

    /// The office for which the act is done.
    func office(_ act: ActContext) -> String { act.grant.appointment?.office.text ?? "" }
}

/// The fields that acts around a meeting share.
private enum MeetingForm {
    static let item = InputField.text(
        "id", BilingualText(zh: "编号", en: "number"), longest: 20)
    static let topic = InputField.text(
        "topic", BilingualText(zh: "议题编号", en: "number of the topic"), longest: 20
    ).from(.record(.topics))
    static let words = InputField.text(
        "text", BilingualText(zh: "内容", en: "text"), longest: 2000)

    static func known(
        _ id: String, in found: LifeMeeting, on meeting: String
    ) throws(Refusal) {
        guard found.topics.contains(where: { $0.id == id }) else {
            throw Refusal(
                "MTG-TOPIC", field: "topic", zh: "没有议题 \(id)。请先提出议题，或核对编号。",
                en: "There is no topic \(id). Propose it first or check the number.",
                remedies: [Refusal.Remedy("proposeTopic", on: meeting)])
        }
    }
}

/// Proposes a topic for the agenda (提出议题).
struct ProposeTopic: MeetingOperation {
    static let id: OperationRule.ID = "proposeTopic"
    static let form = InputForm(LifeForm.subject, MeetingForm.item, title)

    private static let title = InputField.text(
        "title", BilingualText(zh: "议题", en: "topic"), longest: 200)
    let input: ActInput
    init(_ input: ActInput) { self.input = input }

    func event(
        _ meeting: LifeMeeting, _ file: LifeFile, _ act: ActContext
    ) throws(Refusal) -> MeetingEvent {
        let id = input[MeetingForm.item]
        guard !meeting.topics.contains(where: { $0.id == id }) else {
            throw Refusal(
                "MTG-TAKEN", field: "id", zh: "议题 \(id) 已经提出。",
                en: "Topic \(id) is proposed already.")
        }
        return .topicProposed(
            LifeMeeting.Topic(id: id, title: input[Self.title], by: office(act)))
    }

    func words(_ name: String, _ act: ActContext) -> BilingualText {
        BilingualText(
            zh: "“\(name)”收到议题 \(input[MeetingForm.item])：\(input[Self.title])。",
            en: "Topic \(input[MeetingForm.item]) of “\(name)” is proposed: \(input[Self.title]).")
    }
}

/// Records that an office attended, as a member or invited (签到).
struct RecordAttendance: MeetingOperation {
    static let id: OperationRule.ID = "recordAttendance"
    static let form = InputForm(LifeForm.subject, attending, people, invited)

    private static let attending = InputField.text(
        "office", BilingualText(zh: "参会单位", en: "office"), longest: 64
    ).from(.register(.offices))
    private static let people = InputField.text(
        "people", BilingualText(zh: "参会人员", en: "people"), longest: 200)
    private static let invited = InputField.choice(
        "as", BilingualText(zh: "身份", en: "as what"), of: Standing.self,
        help: BilingualText(zh: "member 成员、invited 列席", en: "member or invited")
    ).worded(
        InputWord("member", "成员", "member"), InputWord("invited", "列席", "invited")
    ).optional()

    /// In which standing an office attends.
    enum Standing: String, CaseIterable, Sendable {
        case member, invited
    }

    let input: ActInput
    init(_ input: ActInput) { self.input = input }

    func event(
        _ meeting: LifeMeeting, _ file: LifeFile, _ act: ActContext
    ) throws(Refusal) -> MeetingEvent {
        let attending = input[Self.attending]
        guard Office.ID(attending).flatMap({ act.register.offices[$0] }) != nil else {
            throw Refusal(
                "MTG-OFFICE", field: "office",
                zh: "没有登记机构 \(attending)。请核对代号，或请管理员先登记机构。",
                en:
                    "There is no office \(attending). Check it, or have it registered first."
            )
        }
        guard !meeting.attendance.contains(where: { $0.office == attending }) else {
            throw Refusal(
                "MTG-TAKEN", field: "office", zh: "\(act.name(of: attending))已签到。",
                en: "\(act.name(of: attending)) is on the list already.")
        }
        return .attended(
            LifeMeeting.Attendance(
                office: attending, people: input[Self.people],
                isInvited: input[Self.invited] == .invited))
    }

    func words(_ name: String, _ act: ActContext) -> BilingualText {
        BilingualText(
            zh: "“\(name)”：\(act.name(of: input[Self.attending]))（\(input[Self.people])）已签到。",
            en: "“\(name)”: \(act.name(of: input[Self.attending])) attended "
                + "(\(input[Self.people])).")
    }
}

/// Gives an office's opinion on a topic (发表意见).
struct GiveOpinion: MeetingOperation {
    static let id: OperationRule.ID = "giveOpinion"
    static let form = InputForm(
        LifeForm.subject, MeetingForm.topic, stance, MeetingForm.words)

    /// What an office thinks of a topic.
    enum Stance: String, CaseIterable, Sendable {
        case agree, disagree
    }

    private static let stance = InputField.choice(
        "stance", BilingualText(zh: "态度", en: "stance"), of: Stance.self,
        help: BilingualText(zh: "agree 同意、disagree 不同意", en: "agree or disagree")
    ).worded(
        InputWord("agree", "同意", "agree"), InputWord("disagree", "不同意", "disagree"))
    let input: ActInput
    init(_ input: ActInput) { self.input = input }

    func event(
        _ meeting: LifeMeeting, _ file: LifeFile, _ act: ActContext
    ) throws(Refusal) -> MeetingEvent {
        try MeetingForm.known(input[MeetingForm.topic], in: meeting, on: subject)
        let office = office(act)
        guard meeting.attendance.contains(where: { $0.office == office }) else {
            throw Refusal(
                "MTG-ABSENT", zh: "贵单位没有参会，意见请由参会单位提出。",
                en: "Your office did not attend; opinions are those of offices that did.")
        }
        return .opinionGiven(
            LifeMeeting.Opinion(
                topic: input[MeetingForm.topic], office: office,
                agrees: input[Self.stance] == .agree, text: input[MeetingForm.words]))
    }

    func words(_ name: String, _ act: ActContext) -> BilingualText {
        BilingualText(
            zh: "“\(name)”议题 \(input[MeetingForm.topic]) 的意见已记录。",
            en: "The opinion on topic \(input[MeetingForm.topic]) of “\(name)” is recorded.")
    }
}

/// Countersigns the minutes for a member office (会签纪要).
struct CountersignForOffice: MeetingOperation {
    static let id: OperationRule.ID = "countersign"
    static let form = InputForm(LifeForm.subject)
    let input: ActInput
    init(_ input: ActInput) { self.input = input }

    func event(
        _ meeting: LifeMeeting, _ file: LifeFile, _ act: ActContext
    ) throws(Refusal) -> MeetingEvent {
        let office = office(act)
        guard meeting.members.contains(office) else {
            throw Refusal(
                "MTG-ABSENT", zh: "纪要由参会的成员单位会签，贵单位不在其中。",
                en: "The minutes are countersigned by the members that attended; yours did not.")
        }
        guard !meeting.countersigned.contains(office) else {
            throw Refusal(
                "MTG-TAKEN", zh: "贵单位已会签。", en: "Your office has countersigned already.")
        }
        return .countersigned(by: office)
    }

    func words(_ name: String, _ act: ActContext) -> BilingualText {
        BilingualText(zh: "已会签“\(name)”纪要。", en: "The minutes of “\(name)” are countersigned.")
    }
}

/// Records what was resolved: a task with an owner and a term (议定事项).
struct RecordResolution: MeetingOperation {
    static let id: OperationRule.ID = "recordResolution"
    static let form = InputForm(
        LifeForm.subject, MeetingForm.item, MeetingForm.topic, MeetingForm.words, owner, due)

    private static let owner = InputField.text(
        "owner", BilingualText(zh: "承办单位", en: "office that does it"), longest: 64
    ).from(.register(.offices))
    private static let due = InputField.day(
        "due", BilingualText(zh: "办结期限", en: "last day"))
    let input: ActInput
    init(_ input: ActInput) { self.input = input }

    func event(
        _ meeting: LifeMeeting, _ file: LifeFile, _ act: ActContext
    ) throws(Refusal) -> MeetingEvent {
        try MeetingForm.known(input[MeetingForm.topic], in: meeting, on: subject)
        let (id, owner) = (input[MeetingForm.item], input[Self.owner])
        guard !meeting.resolutions.contains(where: { $0.id == id }) else {
            throw Refusal(
                "MTG-TAKEN", field: "id", zh: "议定事项 \(id) 已记录。",
                en: "Resolution \(id) is recorded already.")
        }
        guard Office.ID(owner).flatMap({ act.register.offices[$0] }) != nil else {
            throw Refusal(
                "MTG-OFFICE", field: "owner", zh: "没有登记机构 \(owner)。请核对代号，或请管理员先登记机构。",
                en: "There is no office \(owner). Check it, or have it registered first.")
        }
        guard input[Self.due] >= act.day else { throw Refusal(.termPast, file, on: subject) }
        return .resolved(
            LifeMeeting.Resolution(
                id: id, topic: input[MeetingForm.topic], text: input[MeetingForm.words],
                owner: owner, due: input[Self.due]))
    }

    func words(_ name: String, _ act: ActContext) -> BilingualText {
        BilingualText(
            zh: "“\(name)”议定事项 \(input[MeetingForm.item])："
                + "\(act.name(of: input[Self.owner]))于 \(input[Self.due]) 前办结。",
            en: "Resolution \(input[MeetingForm.item]) of “\(name)”: "
                + "\(act.name(of: input[Self.owner])) by "
                + "\(input[Self.due]).")
    }
}

/// Reports a resolution done (议定事项办结).
struct ReportResolution: MeetingOperation {
    static let id: OperationRule.ID = "reportResolution"
    static let form = InputForm(
        LifeForm.subject, MeetingForm.item.from(.record(.resolutions)))
    let input: ActInput
    init(_ input: ActInput) { self.input = input }

    func event(
        _ meeting: LifeMeeting, _ file: LifeFile, _ act: ActContext
    ) throws(Refusal) -> MeetingEvent {
        let id = input[MeetingForm.item]
        guard let resolution = meeting.resolutions.first(where: { $0.id == id }) else {
            throw Refusal(
                "MTG-RESOLUTION", field: "id", zh: "没有议定事项 \(id)。",
                en: "There is no resolution \(id).")
        }
        let office = office(act)
        guard resolution.owner == office else {
            throw Refusal(
                "MTG-OWNER", field: "id", zh: "议定事项 \(id) 由\(act.name(of: resolution.owner))承办。",
                en: "Resolution \(id) is for \(act.name(of: resolution.owner)).")
        }
        guard resolution.doneOn == nil else {
            throw Refusal(
                "MTG-TAKEN", field: "id", zh: "议定事项 \(id) 已办结。", en: "Resolution \(id) is done.")
        }
        return .resolutionDone(id: id, by: office)
    }

    func words(_ name: String, _ act: ActContext) -> BilingualText {
        BilingualText(
            zh: "“\(name)”议定事项 \(input[MeetingForm.item]) 已办结。",
            en: "Resolution \(input[MeetingForm.item]) of “\(name)” is done.")
    }
}

extension ActContext {
    /// The name of an office by its identifier as inputs have it.
    fileprivate func name(of office: String) -> String {
        Office.ID(office).map { register.name(of: $0) } ?? office
    }
}
