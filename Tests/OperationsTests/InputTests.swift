import Access
import Journal
import LandModel
import Testing

@testable import Operations

/// Inputs: what each kind of field takes and refuses, and how the faults are told.
@Suite struct InputTests {
    private static let words = BilingualText(zh: "某项", en: "something")
    private static let name = InputField.text("name", words, longest: 5)
    private static let id = InputField.identifier("id", words, of: Office.self)
    private static let day = InputField.day("day", words).optional()
    private static let areas = InputField.areas("areas", words).optional()
    private static let count = InputField.integer("count", words, 1...9).optional()
    private static let form = InputForm(name, id, day, areas, count)

    private func codes(_ value: CanonicalJSON) -> [String] {
        do throws(InputFaults) {
            _ = try ActInput(value, form: Self.form)
            return []
        } catch {
            return error.faults.map { "\($0.item.code) \($0.item.field ?? "")" }
        }
    }

    @Test func `a form that is filled in is read field by field`() throws {
        let input = try ActInput(
            [
                "name": "西鹅乡", "id": "xe-1", "day": "2026-02-28", "areas": ["450222", 45],
                "count": 9,
            ], form: Self.form)
        #expect(input[Self.name] == "西鹅乡")
        #expect(input[Self.id] == "xe-1")
        #expect(input[Self.day] == CalendarDay(year: 2026, month: 2, day: 28))
        #expect(input[Self.areas]?.codes == ["45", "450222"])
        #expect(input[Self.count] == 9)
    }

    @Test func `what need not be given may be left out`() throws {
        let input = try ActInput(["name": "甲", "id": "a"], form: Self.form)
        #expect(input[Self.day] == nil && input[Self.areas] == nil && input[Self.count] == nil)
        let nation = try ActInput(
            ["name": "甲", "id": "a", "areas": "nation"], form: Self.form)
        #expect(nation[Self.areas] == .nation)
    }

    @Test func `every fault is told at once, unknown members last`() {
        #expect(
            codes(["nome": "x", "id": "不行", "day": "2026-02-30", "areas": [], "count": 10]) == [
                "INP-MISSING name", "INP-VALUE id", "INP-VALUE day", "INP-VALUE areas",
                "INP-VALUE count", "INP-UNKNOWN nome",
            ])
        #expect(codes(["name", "id"]) == ["INP-OBJECT "])
    }

    @Test(arguments: [
        "", "   ", "六个字的名字", "a\u{0}b", "a\nb", "\u{1B}[31m",
    ])
    func `a text that says nothing, is too long or controls a terminal is refused`(_ text: String) {
        #expect(codes(["name": .text(text), "id": "a"]) == ["INP-VALUE name"])
    }

    @Test(arguments: ["../etc", "a b", "王", "", "a/b", String(repeating: "x", count: 65)])
    func `an identifier is no path and no sentence`(_ id: String) {
        #expect(codes(["name": "甲", "id": .text(id)]) == ["INP-VALUE id"])
    }

    @Test(arguments: [
        ("{\"a\": 1.5}", "a"), ("{\"a\": 1e99}", "a"), ("{\"a\":", ""), ("", ""), ("nope", ""),
    ])
    func `a text that is no usable JSON is refused with its place`(_ text: String, _ place: String)
    {
        #expect {
            try InputText.read(Array(text.utf8), from: "input.json")
        } throws: { error in
            guard case .notJSON("input.json", let found) = error as? InputTextError else {
                return false
            }
            return place.isEmpty || found == place
        }
    }

    @Test func `nesting and length have limits`() throws {
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        #expect(throws: InputTextError.self) {
            try InputText.read(Array(deep.utf8), from: "deep")
        }
        let long = [UInt8](repeating: UInt8(ascii: " "), count: InputText.longest + 1)
        #expect(throws: InputTextError.tooLong(source: "long", bytes: long.count)) {
            try InputText.read(long, from: "long")
        }
        let value = try InputText.read(
            Array(" {\"b\": [true, null, \"é\", -3] } ".utf8), from: "x")
        #expect(value == ["b": [true, .null, "é", -3]])
    }

    @Test func `the acts of the catalogue have rules, titles and fields in both languages`() {
        let rules = AccessPolicy.standard.operations
        for entry in OperationCatalogue.standard.entries {
            #expect(rules[entry.id] != nil, "\(entry.id)")
            #expect(Set(entry.form.outlines.map(\.name)).count == entry.form.outlines.count)
            for field in entry.form.outlines {
                for text in [field.title, field.kind.words, field.help].compactMap(\.self) {
                    #expect(!text.zh.isEmpty && !text.en.isEmpty, "\(entry.id) \(field.name)")
                    #expect(text.en.unicodeScalars.allSatisfy { $0.value < 0x3000 })
                }
            }
        }
        // Verification, backup and restore are commands of the installation, not acts on the record.
        let missing = Set(rules.keys.map(\.text)).subtracting(
            OperationCatalogue.standard.entries.map(\.id.text))
        #expect(missing == ["verifyJournal", "backUp", "restore"])
    }
}
