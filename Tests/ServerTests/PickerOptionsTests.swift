import LandModel
import Testing

@testable import Operations
@testable import Server

/// Long lists of people, offices and areas, found by a part of a name.
@Suite struct PickerOptionsTests {
    private static let many = PickerOptions(
        (1...200).map { InputOption("p\($0)", named: "人员\($0) · 甲县自然资源局") }
            + [
                InputOption("wang", named: "王芳 · 乙县自然资源局"),
                InputOption("wang2", named: "王芳 · 丙县自然资源局"),
                InputOption("450222", named: "450222"),
                InputOption("staff", "工作人员", "staff"),
            ])

    @Test func `what fits is offered, beginnings first, and never all of a register`() {
        #expect(Self.many.isSearched)
        #expect(Self.many.matching("").count == 50)
        #expect(Self.many.matching("p20").map(\.value) == ["p20", "p200"])
        #expect(Self.many.matching("乙县").map(\.value) == ["wang"])
        #expect(Self.many.matching("WANG").map(\.value) == ["wang", "wang2"])
        #expect(Self.many.matching("丁").isEmpty)
    }

    @Test(arguments: [
        ("wang", "wang"), ("王芳 · 乙县自然资源局（wang）", "wang"), ("王芳 · 乙县自然资源局 (wang)", "wang"),
        ("人员7", "p7"), ("王芳", nil), ("450222", "450222"), ("Staff", nil), ("staff", "staff"),
        ("赵", nil),
    ])
    func `names are taken where only one has them`(_ text: String, _ wanted: String?) {
        #expect(Self.many.value(of: text) == wanted)
    }

    @Test func `who shares a name is told apart`() {
        #expect(
            Self.many.named("王芳").map { PickerOptions.label($0, .zh) } == [
                "王芳 · 乙县自然资源局（wang）", "王芳 · 丙县自然资源局（wang2）",
            ])
        #expect(PickerOptions.label(InputOption("450222", named: "450222"), .en) == "450222")
    }
}
