import Testing

@testable import Server

@Suite struct ForeignWordsTests {
    @Test(arguments: [
        ("<p>Plan of 西鹅乡 today</p>", "<p>Plan of <span lang=\"zh\">西鹅乡</span> today</p>"),
        // Signs between characters belong to them, those at the end and the wide space do not.
        (
            "<b>甲、乙。\u{3000}丙</b>",
            "<b><span lang=\"zh\">甲、乙</span>。\u{3000}<span lang=\"zh\">丙</span></b>"
        ),
        ("<a title=\"村>乡\">x</a>", "<a title=\"村>乡\">x</a>"),
        (
            "<title>甲县</title><option value=\"a\">乙</option>",
            "<title>甲县</title><option value=\"a\">乙</option>"
        ),
        (
            "<script type=\"application/json\">{\"a\":\"甲\"}</script>丁",
            "<script type=\"application/json\">{\"a\":\"甲\"}</script><span lang=\"zh\">丁</span>"
        ),
        ("<textarea>甲 < 乙</textarea>", "<textarea>甲 < 乙</textarea>"),
        ("“quoted” café — 5％", "“quoted” café — 5％"), ("<p>甲", "<p><span lang=\"zh\">甲</span>"),
        ("", ""),
    ])
    func `Chinese words are marked in texts and nowhere else`(_ page: String, _ wanted: String) {
        #expect(ForeignWords.marked(page) == wanted)
    }
}
