public import LandModel

/// What a report is called, whom it is about and how it is made again.
public struct ReportHeading: Sendable {
    /// Number of the report (报告编号), printed at the foot of every page.
    public var number: String
    /// Name of the project (项目名称).
    public var projectName: String
    /// Number of the project (项目编号); empty when it has none.
    public var projectCode: String
    /// Who submits the plan (申报单位); empty when not stated.
    public var applicant: String
    /// Which draft of the plan, such as 第 3 稿; empty when not stated.
    public var planVersion: BilingualText
    /// Where the data come from if not from an office, such as a mark that they are synthetic.
    public var remark: BilingualText
    /// The command that makes this report again.
    public var command: String
    /// Who made the tables (制表人); empty leaves a blank to fill in.
    public var preparedBy: String
    /// Who checked the tables (复核人); empty leaves a blank to fill in.
    public var reviewedBy: String

    /// Makes a heading; what is not stated stays empty.
    public init(
        number: String, projectName: String, projectCode: String = "", applicant: String = "",
        planVersion: BilingualText = BilingualText(zh: "", en: ""),
        remark: BilingualText = BilingualText(zh: "", en: ""), command: String,
        preparedBy: String = "", reviewedBy: String = ""
    ) {
        self.number = number
        self.projectName = projectName
        self.projectCode = projectCode
        self.applicant = applicant
        self.planVersion = planVersion
        self.remark = remark
        self.command = command
        self.preparedBy = preparedBy
        self.reviewedBy = reviewedBy
    }
}
