import LandModel

/// The colour of a land class on maps (ui.md, section 3: hues of the land-use status map).
///
/// Looked up by the longest prefix of the code that the table knows. The values are defaults to
/// be checked against the chart standard of the survey, whose text was not available. The pages have the same
/// in `land-classes.json`; a test holds both together, so that paper and screen agree.
enum ClassColour {
    private static let table: [String: String] = [
        "00": "#6fcdb0", "01": "#fff36b", "0101": "#fff36b", "0102": "#fff79e", "0103": "#fffbc8",
        "02": "#f7c56c", "0201": "#f7c56c", "0202": "#eeb35a", "0203": "#e0a45c", "0204": "#f9d79b",
        "03": "#b5d68c", "0301": "#4f9d45", "0302": "#76b04c", "0303": "#58b89c", "0304": "#5fbf9f",
        "0305": "#86bd5a", "0306": "#7dcaae", "0307": "#b5d68c", "04": "#e2ecb8", "0401": "#cfe38a",
        "0402": "#a5dcb4", "0403": "#d9e8a0", "0404": "#e2ecb8", "05": "#e9706b", "0508": "#d98a86",
        "05H1": "#e9706b", "06": "#b98c76", "0601": "#b98c76", "0602": "#a37a68", "0603": "#b7dcd6",
        "07": "#f0a9b4", "0701": "#e88fa4", "0702": "#f0a9b4", "08": "#e583c4", "0809": "#d7a3d9",
        "0810": "#a9d68a", "08H1": "#e583c4", "08H2": "#eb9ed2", "09": "#a1a56b",
        "10": "#9c8f8f", "1001": "#857b7b", "1002": "#8f8585", "1003": "#9c8f8f", "1004": "#aea1a1",
        "1005": "#b8a9a0", "1006": "#c9bfae", "1007": "#8b8a94", "1008": "#94949e",
        "1009": "#b3acac", "11": "#9bd4f0", "1101": "#7fc4ea", "1102": "#8ccbee", "1103": "#9bd4f0",
        "1104": "#b4def2", "1105": "#a9dad0", "1106": "#9fd3c7", "1107": "#8fb9e0",
        "1108": "#78cfb4", "1109": "#8a97b8", "1110": "#e6f3fa", "12": "#d8d3c6", "1201": "#d8c8c0",
        "1202": "#d9c48f", "1203": "#e8deb2", "1204": "#d8d3c6", "1205": "#ece2c4",
        "1206": "#cfc4ae", "1207": "#c4bdb4",
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
