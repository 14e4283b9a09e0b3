import Foundation
import Hummingbird
import LandModel
import Synchronization

/// Reads the parameters of a request against their declarations; every fault is told at once.
struct ParameterReading {
    private(set) var values: [String: String] = [:]
    private var faults: [Problem.Finding] = []

    /// - Throws: ``Problem`` with the faults; a fault of the path means that nothing is there.
    init(_ route: Route, _ request: Request, _ path: Parameters) throws(Problem) {
        var isMissing = false
        for parameter in route.parameters {
            let given: String? =
                switch parameter.place {
                case .path: path[Substring(parameter.name)].flatMap { $0.removingPercentEncoding }
                case .query: Self.query(parameter.name, of: request)
                case .header: request.headers.value(parameter.name)
                }
            guard let given else {
                if parameter.isRequired { fault(parameter, zh: "必须给出", en: "it is required") }
                continue
            }
            if let reason = Self.fault(in: given, parameter.schema) {
                if parameter.place == .path { isMissing = true }
                fault(parameter, zh: reason.zh, en: reason.en)
            } else {
                values[parameter.name] = given
            }
        }
        if isMissing { throw .missing() }
        if !faults.isEmpty { throw .unreadable(faults) }
    }

    /// The value of a query's member, with `+` for a space as browsers write it.
    private static func query(_ name: String, of request: Request) -> String? {
        guard let query = request.uri.query else { return nil }
        for part in query.utf8.split(separator: UInt8(ascii: "&")) {
            let pieces = part.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard FormBody.decoded(pieces[0]) == name else { continue }
            return pieces.count > 1 ? FormBody.decoded(pieces[1]) : ""
        }
        return nil
    }

    private mutating func fault(_ parameter: Route.Parameter, zh: String, en: String) {
        faults.append(
            Problem.Finding(
                "REQ-PARAMETER", field: parameter.name,
                BilingualText(zh: "参数 \(parameter.name)：\(zh)。", en: "\(parameter.name): \(en).")))
    }

    /// What is wrong with a value; nil when nothing is.
    static func fault(in value: String, _ schema: Schema) -> BilingualText? {
        guard !value.utf8.contains(0) else {
            return BilingualText(zh: "含有空字符", en: "it holds a null character")
        }
        switch schema {
        case .integer(let range, _):
            if let number = Int(value), range?.contains(number) ?? true { return nil }
            let bounds = range.map { "\($0.lowerBound)–\($0.upperBound)" } ?? ""
            return BilingualText(zh: "应为整数 \(bounds)", en: "a whole number \(bounds) is needed")
        case .number(let range):
            if let number = Double(value), number.isFinite, range?.contains(number) ?? true {
                return nil
            }
            let bounds = range.map { "\($0.lowerBound)–\($0.upperBound)" } ?? ""
            return BilingualText(zh: "应为数 \(bounds)", en: "a number \(bounds) is needed")
        case .flag:
            if value == "true" || value == "false" { return nil }
            return BilingualText(zh: "应为 true 或 false", en: "true or false is needed")
        case .choice(let words):
            if words.contains(value) { return nil }
            let known = words.joined(separator: "、")
            return BilingualText(zh: "应为 \(known) 之一", en: "one of \(known) is needed")
        case .text(let format, let pattern, let longest):
            // Counted as JSON Schema counts (6.3.1).
            if let longest, value.unicodeScalars.count > longest {
                return BilingualText(zh: "超过 \(longest) 字", en: "over \(longest) characters")
            }
            if format == "date", CalendarDay(value) == nil {
                return BilingualText(zh: "应为日期，如 2026-03-01", en: "a day such as 2026-03-01")
            }
            if let pattern, !Self.matches(value, pattern) {
                return BilingualText(zh: "应符合 \(pattern)", en: "it should match \(pattern)")
            }
            return nil
        default: return nil
        }
    }

    private enum Pattern {
        case shape(TextShape)
        case expression(Regex<AnyRegexOutput>)
    }

    /// The patterns of the route declarations that were used, compiled: that takes longer than most requests.
    private static let patterns = Mutex<[String: Pattern]>([:])

    /// The patterns are those of the route declarations: one that is none is a fault of the program.
    private static func compiled(_ pattern: String) -> Pattern {
        if let shape = TextShape(pattern) { return .shape(shape) }
        do {
            return .expression(try Regex(pattern))
        } catch {
            preconditionFailure("a route declares a pattern that is none: \(pattern), \(error)")
        }
    }

    private static func matches(_ value: String, _ pattern: String) -> Bool {
        patterns.withLock { known in
            let compiled = known[pattern] ?? compiled(pattern)
            known[pattern] = compiled
            return switch compiled {
            case .shape(let shape): shape.matches(value)
            case .expression(let expression): value.wholeMatch(of: expression) != nil
            }
        }
    }
}
