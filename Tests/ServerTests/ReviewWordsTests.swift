import LandModel
import Policy
import Testing

@testable import Server

@Suite struct ReviewWordsTests {
    @Test(arguments: [
        (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四"), (99, "九十九"),
    ])
    func `numbers of minutes are those of documents`(_ number: Int, _ wanted: String) {
        #expect(MeetingPage.numeral(number) == wanted)
    }

    @Test(arguments: [
        ("一(二)1", "一"), ("附件三", "附件三"), ("前言", "前言"), ("四(十一)", "四"), ("二(一)-(六)", "二"),
    ])
    func `clauses stand under the outermost number of their place`(
        _ place: String, _ wanted: String
    ) {
        #expect(PolicyPackPage.chapter(place) == wanted)
    }
}
