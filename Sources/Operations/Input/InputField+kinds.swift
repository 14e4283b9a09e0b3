import Access
import Journal
import LandModel

/// Texts, numbers and answers.
extension InputField {
    /// A text that must be given.
    static func text(
        _ name: String, _ title: BilingualText, longest: Int = 100, help: BilingualText? = nil
    ) -> InputField<String> where Value == String {
        InputField<String>(
            name, title, kind: .text(longest: longest), isRequired: true, help: help
        ) { $0.flatMap { InputReading.text($0, longest: longest) } }
    }

    /// A whole number, or its default.
    static func integer(
        _ name: String, _ title: BilingualText, _ range: ClosedRange<Int>,
        help: BilingualText? = nil
    ) -> InputField<Int> where Value == Int {
        InputField<Int>(name, title, kind: .integer(range), isRequired: true, help: help) {
            $0?.integer.flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// Texts, or none of them given.
    static func texts(
        _ name: String, _ title: BilingualText, longest: Int, help: BilingualText? = nil
    ) -> InputField<[String]?> where Value == [String]? {
        InputField<[String]?>(
            name, title, kind: .list(of: .text(longest: 200), longest: longest),
            isRequired: false, help: help
        ) { value in
            guard let value else { return .some(nil) }
            guard let items = value.array, items.count <= longest else { return nil }
            let texts = items.compactMap { InputReading.text($0, longest: 200) }
            return texts.count == items.count ? .some(texts) : nil
        }
    }

    /// Values by name, at least one.
    static func members(
        _ name: String, _ title: BilingualText, longest: Int, help: BilingualText? = nil
    ) -> InputField<[String: CanonicalJSON]> where Value == [String: CanonicalJSON] {
        InputField<[String: CanonicalJSON]>(
            name, title, kind: .members(longest: longest), isRequired: true, help: help
        ) { value in
            guard case .object(let members) = value, (1...longest).contains(members.count) else {
                return nil
            }
            return members
        }
    }

    /// One of some words, each of them a case.
    static func choice(
        _ name: String, _ title: BilingualText, of _: Value.Type, help: BilingualText? = nil
    ) -> InputField where Value: RawRepresentable<String> & CaseIterable {
        InputField(
            name, title, kind: .choice(Value.allCases.map(\.rawValue)), isRequired: true,
            help: help
        ) { $0?.text.flatMap { Value(rawValue: $0) } }
    }

    /// Paths of the person's own files.
    static func files(
        _ name: String, _ title: BilingualText, longest: Int, help: BilingualText? = nil
    ) -> InputField<[String]> where Value == [String] {
        InputField<[String]>(
            name, title, kind: .list(of: .file, longest: longest), isRequired: true, help: help
        ) { value in
            guard let items = value?.array, (1...longest).contains(items.count) else { return nil }
            let paths = items.compactMap {
                InputReading.text($0, longest: InputReading.longestPath)
            }
            return paths.count == items.count ? paths : nil
        }
    }

    /// The path of one of the person's own files or folders.
    static func file(
        _ name: String, _ title: BilingualText, help: BilingualText? = nil
    ) -> InputField<String> where Value == String {
        InputField<String>(name, title, kind: .file, isRequired: true, help: help) {
            $0.flatMap { InputReading.text($0, longest: InputReading.longestPath) }
        }
    }
}

/// Identifiers, days and areas.
extension InputField {
    /// An identifier that must be given.
    static func identifier<Subject>(
        _ name: String, _ title: BilingualText, of _: Subject.Type, help: BilingualText? = nil
    ) -> InputField<AccessID<Subject>> where Value == AccessID<Subject> {
        InputField<AccessID<Subject>>(
            name, title, kind: .identifier, isRequired: true, help: help
        ) { $0.flatMap(InputReading.name).flatMap { AccessID<Subject>($0) } }
    }

    /// Identifiers, or none of them given.
    static func identifiers<Subject>(
        _ name: String, _ title: BilingualText, of _: Subject.Type, longest: Int,
        help: BilingualText? = nil
    ) -> InputField<Set<AccessID<Subject>>?> where Value == Set<AccessID<Subject>>? {
        InputField<Set<AccessID<Subject>>?>(
            name, title, kind: .list(of: .identifier, longest: longest), isRequired: false,
            help: help
        ) { value in
            guard let value else { return .some(nil) }
            guard let items = value.array, (1...longest).contains(items.count) else { return nil }
            let found = Set(
                items.compactMap { InputReading.name($0).flatMap { AccessID<Subject>($0) } })
            return found.count == items.count ? .some(found) : nil
        }
    }

    /// A day that must be given.
    static func day(
        _ name: String, _ title: BilingualText, help: BilingualText? = nil
    ) -> InputField<CalendarDay> where Value == CalendarDay {
        InputField<CalendarDay>(name, title, kind: .day, isRequired: true, help: help) {
            $0?.text.flatMap { CalendarDay($0) }
        }
    }

    /// Areas that must be given.
    static func areas(
        _ name: String, _ title: BilingualText, help: BilingualText? = nil
    ) -> InputField<AreaScope> where Value == AreaScope {
        InputField<AreaScope>(name, title, kind: .areas, isRequired: true, help: help) {
            $0.flatMap(InputReading.areas)
        }
    }

    /// One area that must be given.
    static func area(
        _ name: String, _ title: BilingualText, help: BilingualText? = nil
    ) -> InputField<AdministrativeCode> where Value == AdministrativeCode {
        InputField<AdministrativeCode>(name, title, kind: .area, isRequired: true, help: help) {
            $0.flatMap(InputReading.name).flatMap { AdministrativeCode($0) }
        }
    }

    /// The same field, which need not be given.
    func optional() -> InputField<Value?> {
        let read = self.read
        return InputField<Value?>(
            outline.name, outline.title, kind: outline.kind, isRequired: false, help: outline.help,
            source: outline.source
        ) { value in
            guard let value else { return .some(nil) }
            return read(value).map { .some($0) }
        }
    }
}

/// Values that several kinds of field read in the same way.
enum InputReading {
    static let longestPath = 4096
    /// A scope of more codes than this is no scope but a list to be kept elsewhere.
    private static let mostAreas = 1000

    /// A text that says something: not empty, no control characters, no longer than allowed.
    static func text(_ value: CanonicalJSON, longest: Int) -> String? {
        guard let text = value.text, text.count <= longest,
            text.contains(where: { !$0.isWhitespace }),
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return nil }
        return text
    }

    /// A name or code: people write those of digits without quotes.
    static func name(_ value: CanonicalJSON) -> String? {
        value.text ?? value.integer.map { String($0) }
    }

    /// `nation`, one code, or a list of codes.
    static func areas(_ value: CanonicalJSON) -> AreaScope? {
        if value.text == "nation" { return .nation }
        let items = value.array ?? [value]
        guard (1...mostAreas).contains(items.count) else { return nil }
        let codes = items.compactMap { InputReading.name($0).flatMap { AdministrativeCode($0) } }
        return codes.count == items.count ? .areas(Set(codes)) : nil
    }
}
