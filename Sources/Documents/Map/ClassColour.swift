import LandModel

/// The colour of a land class on maps (ui.md, section 3: hues of the land-use status map).
///
/// Looked up by the longest prefix of the code that the table knows. The values are defaults to
/// be checked against the chart standard of the survey, whose text was not available.
enum ClassColour {
    private static let table: [String: String] = [
        "0101": "#fff36b", "0102": "#fff79e", "0103": "#fffbc8", "0201": "#f7c56c",
        "0202": "#eeb35a", "02": "#f9d79b", "0301": "#4f9d45", "0302": "#76b04c",
        "0305": "#86bd5a", "03": "#b5d68c", "0303": "#6fcdb0", "0304": "#6fcdb0",
        "0306": "#6fcdb0", "0402": "#6fcdb0", "0401": "#cfe38a", "0403": "#d9e8a0",
        "0404": "#e2ecb8", "04": "#d9e8a0", "05": "#e9706b", "06": "#b98c76",
        "0603": "#6fcdb0", "0701": "#e88fa4", "07": "#f0a9b4", "08": "#e583c4",
        "09": "#a1a56b", "10": "#9c8f8f", "1006": "#c9bfae", "1101": "#7fc4ea",
        "1103": "#9bd4f0", "1104": "#b4def2", "1105": "#9fd3c7", "1106": "#9fd3c7",
        "1107": "#8fb9e0", "1108": "#6fcdb0", "1109": "#8a97b8", "11": "#9bd4f0",
        "00": "#6fcdb0", "12": "#d8d3c6",
    ]

    /// The colour of a code; light grey for one that is not known.
    static func of(_ code: String) -> String {
        for length in [4, 2] where code.count >= length {
            if let colour = table[String(code.prefix(length))] { return colour }
        }
        return "#dddddd"
    }

    /// The entry of a code in a legend: its four-digit class.
    static func legendKey(_ code: String) -> String { String(code.prefix(4)) }

    /// What an entry of the legend is called.
    static func legendName(_ key: String) -> BilingualText {
        if let landClass = LandClass.all.first(where: { $0.code == key }) { return landClass.name }
        guard let name = LandClass.level1Name(key) else { return BilingualText(zh: key, en: key) }
        return BilingualText(zh: name.chinese, en: name.english)
    }
}
