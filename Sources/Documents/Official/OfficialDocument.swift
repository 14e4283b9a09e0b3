public import LandModel

/// An official document of an office (公文) as a plain value, in the form of GB/T 9704-2012.
///
/// It holds what the record knows and nothing else. What the record lacks is nil and shows as a blank that a person
/// fills by hand: nothing is invented, and nothing is sealed or signed by a program.
public struct OfficialDocument: Hashable, Sendable {
    /// The form (GB/T 9704-2012 clauses 7 and 10).
    public enum Form: Hashable, Sendable {
        /// The general form with a red head and rule.
        case general
        /// A letter, with red double rules at the head and foot of its first page (信函格式).
        case letter
        /// Minutes, which carry no seal (纪要格式).
        case minutes
    }

    /// The form.
    public let form: Form
    /// The red words at its head (发文机关标志).
    public let masthead: String
    /// Its number (发文字号); nil leaves a blank in six-cornered brackets.
    public var number: String?
    /// The title.
    public let title: String
    /// To whom it goes (主送机关); nil for a document without.
    public var addressee: String?
    /// The body.
    public var body: [OfficialBlock]
    /// What is attached, by title (附件说明).
    public var attachments: [String] = []
    /// Who issues it (发文机关署名).
    public var issuer: String
    /// The day of issue (成文日期); nil leaves a blank.
    public var date: CalendarDay?
    /// Who gets a copy (抄送机关).
    public var copies: [String] = []
    /// Who prints it (印发机关); nil for a document without imprint.
    public var printer: String?
    /// The day of printing; nil leaves a blank.
    public var printedOn: CalendarDay?
    /// On what record it rests, in the properties of the file and not on its pages.
    public var source = ""

    /// Describes a document.
    public init(
        _ form: Form, masthead: String, title: String, issuer: String,
        body: [OfficialBlock] = []
    ) {
        self.form = form
        self.masthead = masthead
        self.title = title
        self.issuer = issuer
        self.body = body
    }

    /// The number as it stands on the page.
    var shownNumber: String { number ?? "〔　　　　〕　　号" }

    /// The day of issue as it stands on the page.
    var shownDate: String { Self.shown(date) }

    /// The day of printing as it stands on the page.
    var shownPrintDate: String { Self.shown(printedOn) + "印发" }

    private static func shown(_ day: CalendarDay?) -> String {
        day.map(FigureFormat.longDay) ?? "　　　　年　　月　　日"
    }

    /// The lines of the list of attachments; several are numbered.
    var shownAttachments: [String] {
        attachments.count == 1
            ? ["附件：" + attachments[0]]
            : attachments.enumerated().map { index, title in
                (index == 0 ? "附件：" : "　　　") + "\(index + 1). \(title)"
            }
    }

    /// The lines of the title: of about equal length, and broken where the words allow it (7.3.1).
    var titleLines: [String] {
        let characters = Array(title)
        let most = Int(OfficialLayout.textWidth) / OfficialLayout.titlePoints - 1
        let count = (characters.count + most - 1) / most
        guard count > 1 else { return [title] }
        var lines: [String] = []
        var start = 0
        for line in 1..<count {
            let target = characters.count * line / count
            let places = (max(start + 1, target - 6)...min(characters.count - 1, target + 6))
                .filter { $0 - start <= most + 1 && !isInTerm($0, characters) }
            let good = places.filter {
                "的、，”》）".contains(characters[$0 - 1]) && !"”》）、，".contains(characters[$0])
                    || "“《（".contains(characters[$0])
            }
            let end =
                (good.filter { abs($0 - target) <= 4 }.isEmpty ? places : good)
                .min { abs($0 - target) < abs($1 - target) } ?? target
            lines.append(String(characters[start..<end]))
            start = end
        }
        return lines + [String(characters[start...])]
    }

    /// Words that a title does not break.
    private static let terms = ["全域土地综合整治", "联席会议", "实施方案", "告知单", "督办函"].map(Array.init)

    /// Whether a place lies inside one of the words that are not broken, or a mark would begin a line.
    private func isInTerm(_ place: Int, _ characters: [Character]) -> Bool {
        if "”》）、，".contains(characters[place]) || "“《（".contains(characters[place - 1]) {
            return true
        }
        return Self.terms.contains { term in
            (max(0, place - term.count + 1)..<place).contains { start in
                start + term.count <= characters.count
                    && Array(characters[start..<start + term.count]) == term
            }
        }
    }

    /// The size of the red words, in points: as large as one line holds.
    var mastheadPoints: Int {
        let count = max(1, masthead.count)
        return min(form == .letter ? 40 : 52, max(20, Int(OfficialLayout.textWidth * 0.95) / count))
    }

    /// How far the signature and the date stand from the right, in points: the date four characters, and the name in
    /// the middle above it (7.3.5.1).
    var signatureIndents: (issuer: Int, date: Int) {
        let size = OfficialLayout.bodyPoints
        let date = 4 * size
        let width = shownDate.reduce(0) { $0 + ($1.isASCII ? size / 2 : size) }
        return (max(0, date + (width - issuer.count * size) / 2), date)
    }
}

/// Measures of the page (GB/T 9704-2012 clauses 5 and 6).
enum OfficialLayout {
    /// Margins in millimetres: of the page A4, so that the type area is 156 × 225 mm.
    static let margins = (top: 37, right: 26, bottom: 35, left: 28)
    /// The width of the type area, in points.
    static let textWidth = 156 * pointsOfMillimetre
    /// Size 3 (三号).
    static let bodyPoints = 16
    /// Size 2 (二号).
    static let titlePoints = 22
    /// Size 4 (四号), of page numbers and the imprint.
    static let smallPoints = 14
    /// 22 lines on 225 mm, in twentieths of a point.
    static let lineTwips = 580
    /// 28 characters on 156 mm: so much closer than the size of the type, in twentieths of a point.
    static let tracking = -4
    /// The red of mastheads and rules.
    static let red = "FF0000"

    static let pointsOfMillimetre = 72 / 25.4

    /// Millimetres as twentieths of a point.
    static func twips(_ millimetres: Int) -> Int {
        Int((Double(millimetres) * pointsOfMillimetre * 20).rounded())
    }
}
