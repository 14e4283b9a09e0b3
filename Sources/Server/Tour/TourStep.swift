import LandModel

/// A step of the tour: a page, what to look at there, and what it is for (导览步骤).
struct TourStep: Sendable, Equatable {
    /// The page of a step, by its address in the table of routes.
    enum Place: String, Sendable {
        case desk = "/desk"
        case project = "/projects/{subject}"
        case review = "/review/{project}"
        case acts = "/acts/for/**"
        case map = "/map"
        case meetings = "/meetings"
        case people = "/admin/people"
        case packs = "/admin/packs"
        case journal = "/admin/journal"

        /// Whether it shows a project, so that there must be one.
        var needsProject: Bool { [.project, .review, .acts].contains(self) }

        /// Where it is for a project.
        func address(_ project: String?) -> String {
            let project = project?.percentEncoded ?? ""
            return switch self {
            case .project: "/projects/\(project)"
            case .review: "/review/\(project)"
            case .acts: "/acts/for/\(project)"
            default: rawValue
            }
        }
    }

    let place: Place
    /// The element of the page that is marked, as a selector.
    let mark: String
    let title: BilingualText
    let text: BilingualText

    private init(
        _ place: Place, _ mark: String, _ zh: String, _ en: String, _ textZh: String,
        _ textEn: String
    ) {
        (self.place, self.mark) = (place, mark)
        title = BilingualText(zh: zh, en: en)
        text = BilingualText(zh: textZh, en: textEn)
    }

    /// The steps of a role, three to five.
    ///
    /// - Parameter withProject: whether there is a project to show; without one its steps are left out.
    static func all(of role: TourRole, withProject: Bool) -> [TourStep] {
        let steps: [TourStep] =
            switch role {
            case .county: [desk, project, act, map]
            case .township: [ownDesk, project, facts, map]
            case .village: [ownDesk, project, map]
            case .meeting: [desk, project, review, meetings, map]
            case .department: [desk, review, countersign, map]
            case .review: [readingDesk, review, project, map]
            case .administration: [people, packs, journal]
            }
        return withProject ? steps : steps.filter { !$0.place.needsProject }
    }

    // MARK: The steps

    private static let desk = TourStep(
        .desk, ".desk-tasks, #todo-h", "从工作台开始", "Begin at the desk",
        "登录后先到这里。表中是轮到本单位办的事，按期限排列，期限旁是依据的条款。点右侧的事项名就能办理；顶上的数字点开是清单。",
        "You land here after sign-in. The table holds what waits for your office, by limit, each with its clause. The name at the right opens the act; the numbers above open their lists."
    )
    private static let ownDesk = TourStep(
        .desk, ".desk-tasks, #todo-h", "今天要办的事", "What to do today",
        "这里只列轮到您的事和期限。被退回的会写明原因，点开修改后重新报送。手机上也是这一页，底部是常用入口。",
        "Only what is your turn stands here, with its limit. What was returned says why; open it, mend it and file it again. It is the same page on a telephone, with the usual entries at the bottom."
    )
    private static let readingDesk = TourStep(
        .desk, "#rev-h", "评审清单", "What to review",
        "这里列出已上报和实施中的项目，带最重的结论。点项目名进入评审；本页只读，意见在评审工作区写。",
        "The projects that are reported or under way, each with its gravest verdict. The name opens the review; this page is to read, opinions are written in the workspace."
    )
    private static let project = TourStep(
        .project, ".pj-tabs", "项目页", "The page of a project",
        "一个项目的全部：阶段与期限、条款报告单、子项目、资金、文件、日志。打开“条款报告单”，点一条，右侧就是依据、实测数和改法。",
        "All of a project: stages and limits, report card, sub-projects, funds, papers, log. Open the report card and a clause: its evidence, what was measured and the remedy stand beside it."
    )
    private static let act = TourStep(
        .acts, ".tc-acts", "办理一件事", "Doing an act",
        "能办的事是按钮。暂不能办的也列出来，点开看全部拦阻条款和改法。表单边填边核；办理前先看“写入日志的内容”，确认后才生效。",
        "What can be done is a button. What cannot yet be done is listed with every clause in its way and the remedy. A form is checked as you type and shows what it will write into the journal before you confirm."
    )
    private static let facts = TourStep(
        .acts, ".tc-acts", "填报", "Reporting",
        "填报事实、上传材料都从这里进。村多时用“批量办理”：下载 XLSX 模板，填好上传，逐行预检。没填完可以存草稿。",
        "Facts and papers are filed from here. For many villages use the batch page: take the XLSX template, fill it in, upload it, and every row is checked first. Unfinished forms can be kept as drafts."
    )
    private static let review = TourStep(
        .review, "main .tc-pagehead", "评审工作区", "The review workspace",
        "左边是逐条结论，先列拦阻的；中间是办理链和各部门意见；右边是您现在能做的。退回须引用条款，全部问题一次告知。",
        "The verdicts by clause, those in the way first; the chain of steps with everybody's opinion; and what you can do now. A return cites its clauses and tells everything at once."
    )
    private static let countersign = TourStep(
        .acts, ".tc-acts", "会签与意见", "Countersigning",
        "轮到本部门的环节是按钮：同意、退回或写意见。写“不同意”至少引用一条条款。签署前显示将写入日志的内容，签后不能改，只能更正。",
        "The step of your department is a button: agree, return, or write an opinion. A refusal cites at least one clause. What will be written into the journal is shown first; afterwards it can only be corrected by another act."
    )
    private static let meetings = TourStep(
        .meetings, "main table", "联席会议", "Joint meetings",
        "从议题到纪要都在这里：列议题、记议定事项、各成员会签、印发。议定事项带办理期限，到期会提醒。",
        "From agenda to minutes: topics, resolutions, the signatures of the members, issue. Resolutions have limits and remind those who owe them."
    )
    private static let map = TourStep(
        .map, "#map", "一张图", "The map",
        "项目、管控线和调查图斑在同一张图上。点任一处看全部图层；画一个范围做占地分析，合计与范围面积闭合。地址可以转发，别人看到的是同一视图。",
        "Projects, control lines and parcels on one map. Click a place to read all layers; draw a range to see what it occupies, closed to its area. The address can be passed on and shows the same view."
    )
    private static let people = TourStep(
        .people, "main table", "人员与账号", "People and accounts",
        "在这里登记人员、开账号、任职。人员能办什么由职务和行政区决定，不单独授权。",
        "People are registered, get accounts and are appointed here. What they can do follows from post and area; nothing is granted besides."
    )
    private static let packs = TourStep(
        .packs, "main table", "规则包", "Policy packs",
        "文件的条款做成规则包，在这里发布。新版只管以后批复的方案，已批的仍按当时的版本。",
        "The clauses of documents come as packs and are published here. A new revision governs later plans; approved ones stay under theirs."
    )
    private static let journal = TourStep(
        .journal, "main .tc-panel", "日志核验", "Verifying the journal",
        "每次办理都在日志里前后相扣。在这里核验全部记录；备份在左侧“备份”一页，请定期做并取走。",
        "Every act is chained into the journal. Verify the whole here; make backups on their page and take them away."
    )
}
