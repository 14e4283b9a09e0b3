public import LandModel

/// What acts a person looks for together (事项类别).
public enum ActGroup: String, Sendable, CaseIterable {
    /// What a pack's lifecycle holds.
    case lifecycle
    /// What comes onto the file: subjects, facts, papers, measurements.
    case records
    /// What is done about what goes otherwise: returns, waivers, breaches, changes, reminders.
    case handling
    /// What belongs to a meeting.
    case meeting
    /// Offices, people, posts, data, packs.
    case administration

    /// What it is called.
    public var title: BilingualText {
        switch self {
        case .lifecycle: BilingualText(zh: "流程事项", en: "Acts of the lifecycle")
        case .records: BilingualText(zh: "填报与材料", en: "Facts and papers")
        case .handling: BilingualText(zh: "监督与处置", en: "Supervision and changes")
        case .meeting: BilingualText(zh: "会务", en: "Meetings")
        case .administration: BilingualText(zh: "机构、人员与数据", en: "Offices, people and data")
        }
    }

    /// The group of an act of the program; those of packs are of the lifecycle.
    static func of(_ operation: String) -> ActGroup {
        switch operation {
        case "listSubject", "stateFacts", "fileDocument", "fillPost", "openAccount", "measurePlan",
            "measurePotential":
            .records
        case "returnAct", "waiveClause", "attestProhibition", "upholdBreach", "closeBreach",
            "requestChange", "decideChange", "suspendLife", "resumeLife", "correctAct", "repinPack",
            "remindDuty":
            .handling
        case "proposeTopic", "recordAttendance", "giveOpinion", "countersign", "recordResolution",
            "reportResolution":
            .meeting
        case "registerOffice", "registerPerson", "appoint", "confirmMember", "replaceMember",
            "endAppointment", "delegate", "revokeDelegation", "importDataset", "publishPack",
            "adoptPack", "keepPackText", "acknowledgeNotices", "exportRecords":
            .administration
        default: .lifecycle
        }
    }
}
