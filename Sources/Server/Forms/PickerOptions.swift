import LandModel
import Operations

/// What a field of a form can be filled with, found by a part of its name (可选项检索).
///
/// A long list is not sent with the page: the person types a part of a name or identifier and is offered what fits.
/// What is offered reads `name（identifier）`, and is taken as well as the name or identifier alone.
struct PickerOptions {
    /// Lists longer than this are searched.
    static let mostListed = 40
    /// How many are offered at once.
    static let mostOffered = 50

    let all: [InputOption]

    init(_ all: [InputOption]) { self.all = all }

    init(_ form: ActForm, _ field: String) { self.init(form.options[field] ?? []) }

    /// Whether the list is too long to be looked through.
    var isSearched: Bool { all.count > Self.mostListed }

    /// How an option is written in the field.
    static func label(_ option: InputOption, _ language: DisplayLanguage) -> String {
        let title = option.title[language]
        if title == option.value { return title }
        return language == .zh ? "\(title)（\(option.value)）" : "\(title) (\(option.value))"
    }

    /// The value that is meant by what stands in the field; nil when it is none or not clear.
    func value(of text: String) -> String? {
        if all.contains(where: { $0.value == text }) { return text }
        let same = named(text)
        return same.count == 1 ? same[0].value : nil
    }

    /// The options that a text names: as they are offered, or by the name up to its first part.
    func named(_ text: String) -> [InputOption] {
        all.filter { option in
            [Self.label(option, .zh), Self.label(option, .en), option.title.zh, option.title.en]
                .contains(text)
                || option.title.zh.hasPrefix(text + " · ")
        }
    }

    /// The options that hold what was typed, those that begin with it first.
    func matching(_ typed: String) -> [InputOption] {
        let wanted = typed.lowercased()
        guard !wanted.isEmpty else { return Array(all.prefix(Self.mostOffered)) }
        func texts(_ option: InputOption) -> [String] {
            [option.value, option.title.zh, option.title.en].map { $0.lowercased() }
        }
        let fitting = all.filter { option in texts(option).contains { $0.contains(wanted) } }
        let first = fitting.filter { option in texts(option).contains { $0.hasPrefix(wanted) } }
        let later = fitting.filter { option in !texts(option).contains { $0.hasPrefix(wanted) } }
        return Array((first + later).prefix(Self.mostOffered))
    }
}
