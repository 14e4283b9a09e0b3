public import LandModel

/// An expression of a clause as a reader sees it (表达式树): each part in words, with its parts below.
public struct ExpressionTree: Hashable, Sendable {
    /// What a part of an expression is.
    public enum Kind: Hashable, Sendable {
        /// A fact of the vocabulary.
        case fact(String)
        /// A legal number of the pack.
        case parameter(String)
        /// An act or a step, done or not.
        case act(String)
        /// A paper, on file or not.
        case document(String)
        /// A value written out, or the day judged.
        case value
        /// Something made of its parts.
        case operation
    }

    /// What it is.
    public let kind: Kind
    /// The normalised text, as packs are written.
    public let text: String
    /// The whole part in words.
    public let words: BilingualText
    /// What is done with the parts below; that of a leaf is the leaf's own words.
    public let operation: BilingualText
    /// The parts directly below; the parts of one chain of "and" or "or" stand side by side.
    public let children: [ExpressionTree]

    /// The tree and all below it with their depth, top down.
    public var lines: [(depth: Int, node: ExpressionTree)] {
        [(0, self)] + children.flatMap { $0.lines.map { ($0.depth + 1, $0.node) } }
    }
}

/// Puts expressions into the words of a pack.
struct ExpressionReader {
    let pack: Pack

    func tree(_ expression: Expression) -> ExpressionTree {
        let parts = flattened(expression).map(tree)
        let words = words(expression)
        return ExpressionTree(
            kind: kind(expression), text: expression.text, words: words,
            operation: parts.isEmpty ? words : operation(expression), children: parts)
    }

    /// The parts of a chain of the same connective side by side, else those directly below.
    private func flattened(_ expression: Expression) -> [Expression] {
        guard case .logical(let connective, let left, let right) = expression else {
            return expression.children
        }
        return [left, right].flatMap { part -> [Expression] in
            if case .logical(connective, _, _) = part { flattened(part) } else { [part] }
        }
    }

    private func kind(_ expression: Expression) -> ExpressionTree.Kind {
        switch expression {
        case .name(let name):
            if pack.parameters[name] != nil {
                .parameter(name)
            } else {
                name == "asOf" ? .value : .fact(name)
            }
        case .call(let function, let name):
            switch function {
            case .done, .dateOf: .act(name)
            case .filed: .document(name)
            case .provenance, .known: .fact(name)
            }
        case .literal: .value
        default: .operation
        }
    }

    private func operation(_ expression: Expression) -> BilingualText {
        switch expression {
        case .logical(.and, _, _): BilingualText(zh: "同时满足", en: "all of")
        case .logical(.or, _, _): BilingualText(zh: "满足其一", en: "any of")
        case .not: BilingualText(zh: "不得为", en: "not")
        case .comparison(let relation, _, _):
            BilingualText(zh: "前者 \(relation.sign) 后者", en: "the first \(relation.sign) the second")
        case .arithmetic(let sign, _, _):
            switch sign {
            case .plus: BilingualText(zh: "相加", en: "sum of")
            case .minus: BilingualText(zh: "前者减后者", en: "the first less the second")
            case .times: BilingualText(zh: "相乘", en: "product of")
            case .divided: BilingualText(zh: "前者除以后者", en: "the first over the second")
            }
        case .membership(_, let codes):
            BilingualText(
                zh: "属于：" + codes.map(term).joined(separator: "、"),
                en: "one of: " + codes.map(MessageWriter.words).joined(separator: ", "))
        case .aggregate(let aggregate, let collection, _, _): fold(aggregate, collection)
        case .literal, .name, .call: words(expression)
        }
    }

    private func fold(_ fold: Expression.Aggregate, _ collection: String) -> BilingualText {
        let (zh, en) = (entity(collection), MessageWriter.words(collection))
        return switch fold {
        case .all: BilingualText(zh: "每个\(zh)都须", en: "for each of the \(en)")
        case .any: BilingualText(zh: "至少一个\(zh)", en: "for one of the \(en)")
        case .sum: BilingualText(zh: "各\(zh)合计", en: "sum over the \(en)")
        case .min: BilingualText(zh: "各\(zh)中最小", en: "least among the \(en)")
        case .max: BilingualText(zh: "各\(zh)中最大", en: "greatest among the \(en)")
        case .count: BilingualText(zh: "\(zh)的个数", en: "number of \(en)")
        }
    }

    func words(_ expression: Expression) -> BilingualText {
        switch expression {
        case .literal(.code(let code), _): pack.term(code)
        case .literal(let value, let unit):
            BilingualText(
                zh: ValueWriter(.zh).text(value, unit: unit),
                en: ValueWriter(.en).text(value, unit: unit))
        case .name(let name): self.name(name)
        case .call(let function, let name): call(function, name)
        case .aggregate(let aggregate, let collection, let condition, let body):
            joined(
                fold(aggregate, collection),
                [condition.map { ("（", $0, "）") }, body.map { ("：", $0, "") }])
        case .not(let inner):
            BilingualText(zh: "并非（\(words(inner).zh)）", en: "not (\(words(inner).en))")
        case .logical(let connective, let left, let right):
            pair(left, connective == .and ? " 且 " : " 或 ", " \(connective.rawValue) ", right)
        case .comparison(let relation, let left, let right):
            pair(left, " \(relation.sign) ", " \(relation.sign) ", right)
        case .membership(let left, let codes):
            BilingualText(
                zh: "\(words(left).zh)属于" + codes.map(term).joined(separator: "、"),
                en: "\(words(left).en) is one of "
                    + codes.map(MessageWriter.words).joined(separator: ", "))
        case .arithmetic(let sign, let left, let right):
            pair(left, " \(sign.sign) ", " \(sign.sign) ", right, isBracketed: true)
        }
    }

    private func joined(
        _ head: BilingualText, _ parts: [(String, Expression, String)?]
    ) -> BilingualText {
        parts.compactMap(\.self).reduce(head) { text, part in
            let words = words(part.1)
            let (open, close) = part.0 == "：" ? (": ", "") : (" (", ")")
            return BilingualText(
                zh: text.zh + part.0 + words.zh + part.2, en: text.en + open + words.en + close)
        }
    }

    private func pair(
        _ left: Expression, _ zh: String, _ en: String, _ right: Expression,
        isBracketed: Bool = false
    ) -> BilingualText {
        func side(_ part: Expression) -> BilingualText {
            let words = words(part)
            guard isBracketed, case .arithmetic = part else { return words }
            return BilingualText(zh: "（\(words.zh)）", en: "(\(words.en))")
        }
        let (left, right) = (side(left), side(right))
        return BilingualText(zh: left.zh + zh + right.zh, en: left.en + en + right.en)
    }

    private func call(_ function: Expression.Function, _ name: String) -> BilingualText {
        let words = self.name(name)
        return switch function {
        case .done: BilingualText(zh: "已办“\(words.zh)”", en: "\(words.en) is done")
        case .dateOf: BilingualText(zh: "“\(words.zh)”办理之日", en: "the day of \(words.en)")
        case .filed: BilingualText(zh: "《\(words.zh)》已入卷", en: "\(words.en) is on file")
        case .provenance: BilingualText(zh: "\(words.zh)的来源", en: "provenance of \(words.en)")
        case .known: BilingualText(zh: "\(words.zh)已知", en: "\(words.en) is known")
        }
    }

    private func name(_ name: String) -> BilingualText {
        name == "asOf" ? BilingualText(zh: "判定之日", en: "the day judged") : pack.term(name)
    }

    private func term(_ code: String) -> String { pack.term(code).zh }

    private func entity(_ collection: String) -> String {
        pack.vocabulary.member(of: collection).flatMap { pack.vocabulary.entity($0)?.zh }
            ?? collection
    }
}

extension Expression.Relation {
    /// The sign in print.
    fileprivate var sign: String {
        switch self {
        case .less: "<"
        case .lessOrEqual: "≤"
        case .equal: "="
        case .notEqual: "≠"
        case .greaterOrEqual: "≥"
        case .greater: ">"
        }
    }
}

extension Expression.Operator {
    /// The sign in print.
    fileprivate var sign: String {
        switch self {
        case .plus: "+"
        case .minus: "−"
        case .times: "×"
        case .divided: "÷"
        }
    }
}
