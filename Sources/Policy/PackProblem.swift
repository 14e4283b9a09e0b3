public import LandModel

/// The codes of load errors (policy-packs.md, section 11).
public enum PackProblemCode: String, Sendable, CaseIterable {
    /// A file that is missing or is not YAML of the accepted form.
    case p00 = "P00"
    /// An unknown field or value.
    case p01 = "P01"
    /// A missing field.
    case p02 = "P02"
    /// An id defined twice, or a parameter named like a fact.
    case p03 = "P03"
    /// A name that is no fact, parameter, collection or code.
    case p04 = "P04"
    /// Types or units that do not fit.
    case p05 = "P05"
    /// A divisor that is not guarded.
    case p06 = "P06"
    /// The kind lacks its evidence.
    case p07 = "P07"
    /// Strength and content disagree.
    case p08 = "P08"
    /// Two values of a parameter on one day.
    case p09 = "P09"
    /// Two clauses that bound one measure differently.
    case p10 = "P10"
    /// Two dates for one act.
    case p11 = "P11"
    /// Acts each required before the other.
    case p12 = "P12"
    /// An unknown act, stage, office, paper or layer.
    case p13 = "P13"
    /// A stage no act leads to.
    case p14 = "P14"
    /// An approver or performer that differs from the lifecycle.
    case p15 = "P15"
    /// A citation longer than 20 characters or not in the document.
    case p16 = "P16"
    /// A case without its clause, fact, act or document.
    case p17 = "P17"
    /// A requirement without its clause, or one that differs from it.
    case p18 = "P18"
    /// An exception that is unknown, unconditional or double.
    case p19 = "P19"
    /// Working days without a calendar.
    case p20 = "P20"
    /// A parameter no clause uses.
    case p21 = "P21"
    /// A legal number outside the parameters.
    case p22 = "P22"
}

/// One thing wrong with a pack: where, what and how to mend it.
public struct PackProblem: Hashable, Sendable {
    /// The code.
    public let code: PackProblemCode
    /// The file, relative to the pack's folder; empty when it lies in no single file.
    public let file: String
    /// The line in the file, from 1; 0 when it lies on no single line.
    public let line: Int
    /// The clause, parameter, act or case concerned.
    public let place: String
    /// What is wrong, in both languages.
    public let text: BilingualText
}

/// Everything wrong with a pack; a pack with one problem is not published.
public struct PackErrors: ExplainedError, Hashable {
    /// The pack's folder, as given.
    public let folder: String
    /// All problems, in order of files and clauses.
    public let problems: [PackProblem]

    /// All problems in words, one a line, with the remedy at the end.
    public var explanation: BilingualText {
        func list(_ language: DisplayLanguage) -> String {
            problems.map { problem in
                let line = problem.line > 0 ? ":\(problem.line)" : ""
                return "\(problem.code.rawValue) \(problem.file)\(line) \(problem.place): "
                    + problem.text[language]
            }.joined(separator: "\n")
        }
        return BilingualText(
            zh: "政策包\(folder)有\(problems.count)处问题：\n\(list(.zh))\n请改正后重新载入。",
            en: "The policy pack \(folder) has \(problems.count) problems:\n\(list(.en))\n"
                + "Correct them and load it again.")
    }
}
