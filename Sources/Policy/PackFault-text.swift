import LandModel

/// The words of every fault, in Chinese and English, each with what to do where it is not plain.
extension PackFault {
    var text: BilingualText {
        formText ?? referenceText ?? expressionText ?? clauseText ?? conflictText
    }

    private static func pair(_ zh: String, _ en: String) -> BilingualText {
        BilingualText(zh: zh, en: en)
    }

    private var formText: BilingualText? {
        switch self {
        case .unreadable(let path, let code):
            Self.pair("无法读取\(path)（错误号\(code)）", "\(path) cannot be read (error \(code))")
        case .emptyFile: Self.pair("文件为空", "the file is empty")
        case .notYAML(let reason): Self.pair("不是有效的YAML：\(reason)", "is not YAML: \(reason)")
        case .anchorOutsideCases:
            Self.pair("锚点和引用只允许用于案例文件", "anchors and aliases are allowed in cases only")
        case .customTag(let tag): Self.pair("不允许标签\(tag)", "the tag \(tag) is not allowed")
        case .ambiguousWord(let word):
            Self.pair(
                "未加引号的\(word)有歧义，请加引号或写true、false",
                "unquoted \(word) is ambiguous: quote it, or write true or false")
        case .unknownField(let owner, let field):
            Self.pair("\(owner)没有字段“\(field)”", "\(owner) has no field '\(field)'")
        case .unknownValue(let field, let value):
            Self.pair("“\(field)”不能是“\(value)”", "'\(field)' cannot be '\(value)'")
        case .wrongShape(let field, let wanted):
            Self.pair("“\(field)”的形式应为\(wanted)", "'\(field)' should be \(wanted)")
        case .missingField(let field): Self.pair("缺少“\(field)”", "'\(field)' is missing")
        case .definedTwice(let what): Self.pair("\(what)重复定义", "\(what) is defined twice")
        case .parameterNamedLikeFact: Self.pair("参数与事实同名", "is also the name of a fact")
        default: nil
        }
    }

    private var referenceText: BilingualText? {
        switch self {
        case .unknownName(let name, let subject):
            Self.pair(
                "“\(name)”既不是参数，也不是\(subject)的事实",
                "'\(name)' is neither a parameter nor a fact of \(subject)")
        case .unknownFact(let name): Self.pair("“\(name)”不是事实", "'\(name)' is not a fact")
        case .unknownCollection(let name):
            Self.pair("“\(name)”不是集合", "'\(name)' is not a collection")
        case .unknownCode(let code, let list):
            Self.pair("“\(code)”不在代码表\(list)中", "'\(code)' is not a code of \(list)")
        case .unknownAct(let act):
            Self.pair("lifecycle.yaml中没有行为\(act)", "act \(act) is not in lifecycle.yaml")
        case .unknownReference(let what, let id), .caseReference(let what, let id):
            Self.pair("\(Self.chinese[what] ?? "")\(id)不存在", "\(what.rawValue) \(id) is unknown")
        case .statedInMissing(let path):
            Self.pair("statedIn所指的\(path)不存在", "statedIn: \(path) does not exist")
        case .statedInEmpty(let path):
            Self.pair("statedIn所指的\(path)为空", "statedIn: \(path) is empty")
        case .unreachableStage: Self.pair("没有行为通向该阶段", "no act leads to this stage")
        case .caseField(let field): Self.pair("案例缺少“\(field)”", "'\(field)' is missing")
        default: nil
        }
    }

    private static let chinese: [Reference: String] = [
        .office: "机构", .document: "材料", .layer: "图层", .account: "账户", .use: "去向",
        .stage: "阶段", .subject: "对象", .clause: "条款", .type: "子项目类型", .act: "行为",
        .fact: "事实", .status: "状态", .parameter: "参数", .entity: "实体",
    ]

    private var expressionText: BilingualText? {
        switch self {
        case .syntax(let reason, let expression):
            Self.pair(
                "表达式“\(expression)”无法解读：\(reason)",
                "the expression '\(expression)' cannot be read: \(reason)")
        case .typesDiffer(let reason): Self.pair("类型或单位不符：\(reason)", reason)
        case .notCondition(let expression, let type):
            Self.pair(
                "“\(expression)”是\(type.rawValue)，不是条件",
                "'\(expression)' is \(type.rawValue), not a condition")
        case .boundDiffers(let measure, let type, let bound):
            Self.pair(
                "\(measure)是\(type.rawValue)，其限值却是\(bound.rawValue)",
                "\(measure) is \(type.rawValue), its bound is \(bound.rawValue)")
        case .dueParameter(let field, let unit):
            Self.pair(
                "due.\(field)须引用单位为\(unit.rawValue)的参数",
                "due.\(field) names a parameter of unit \(unit.rawValue)")
        case .unguardedDivisor(let divisor):
            Self.pair(
                "除数\(divisor)可能为零：请在applies中写明\(divisor) > 0",
                "divisor \(divisor) may be zero: add '\(divisor) > 0' to 'applies'")
        case .legalNumber(let literal):
            Self.pair(
                "\(literal)是法定数值，应写入参数文件",
                "literal \(literal) is a legal number: make it a parameter")
        default: nil
        }
    }

    private var clauseText: BilingualText? {
        switch self {
        case .lacksEvidence(let kind, let wanted):
            Self.pair(
                "\(kind.rawValue)类条款须有下列之一：\(wanted.joined(separator: "、"))",
                "a \(kind.rawValue) clause needs one of \(wanted.joined(separator: ", "))")
        case .spatialWithoutLayers: Self.pair("空间条款须列明图层", "a spatial clause names its layers")
        case .deadlineWithoutDue: Self.pair("期限条款须有due", "a deadline needs 'due'")
        case .notOneBound: Self.pair("每项检查恰有一个限值", "a check has exactly one bound")
        case .strengthDiffersFromClause:
            Self.pair("强度与其条款不一致", "the strength differs from that of its clause")
        case .cannotBeWaived(let strength):
            Self.pair(
                "\(strength.rawValue)条款不得豁免", "a \(strength.rawValue) clause cannot be waived")
        case .nobodyMayWaive:
            Self.pair(
                "无人有权豁免：请写明有批准机关的blocks，或waiver",
                "nobody may waive: give 'blocks' with an approving office, or 'waiver'")
        case .blocksNothing(let strength):
            Self.pair(
                "\(strength.rawValue)条款不能阻止行为", "a \(strength.rawValue) clause blocks nothing")
        case .mustNotElsewhere:
            Self.pair("must-not只用于禁止性条款", "must-not belongs to a prohibition")
        case .approverDiffers(let act, let clause, let lifecycle):
            Self.pair(
                "\(act)在条款中由\(clause)批准，在lifecycle.yaml中却由\(lifecycle)批准",
                "\(act) is approved by \(clause) here but by \(lifecycle) in lifecycle.yaml")
        case .performerDiffers(let act, let offices):
            Self.pair(
                "lifecycle.yaml未将\(act)交由\(offices)办理",
                "\(act) is not given to \(offices) in lifecycle.yaml")
        case .phraseTooLong: Self.pair("引文超过20字", "the phrase is longer than 20 characters")
        case .phraseNotFound(let phrase):
            Self.pair("文件中没有“\(phrase)”", "phrase not in the document: \(phrase)")
        case .phraseWholeSentence(let phrase):
            Self.pair("引文是整句：\(phrase)", "the phrase is a whole sentence: \(phrase)")
        case .overridesUnknown(let clause):
            Self.pair("所替代的条款\(clause)不存在", "overrides unknown clause \(clause)")
        case .exceptionWithoutCondition:
            Self.pair("例外条款须写明applies", "an exception needs 'applies'")
        case .workdaysWithoutCalendar:
            Self.pair(
                "按工作日计的期限需要pack.yaml中的calendar.years",
                "a time limit in working days needs calendar.years in pack.yaml")
        case .calendarYearMissing(let year):
            Self.pair(
                "pack.yaml的calendar.years缺少\(year)年",
                "calendar.years of pack.yaml lacks the year \(year)")
        case .unusedParameter: Self.pair("没有条款使用该参数", "no clause uses it")
        default: nil
        }
    }

    private var conflictText: BilingualText {
        switch self {
        case .twoValues(let first, let second, let day):
            Self.pair(
                "\(first)与\(second)在\(day)同时生效",
                "\(first) and \(second) are both in force on \(day)")
        case .parameterTwice: Self.pair("参数重复定义", "the parameter is defined twice")
        case .differentBounds(let measure, let first, let second):
            Self.pair(
                "\(measure)的限值既是\(first)又是\(second)，请写明何者替代何者",
                "bound \(measure) by \(first) and by \(second); say which overrides")
        case .impossibleBounds(let measure, let low, let high):
            Self.pair(
                "\(measure)不可能既不低于\(low)又不超过\(high)",
                "\(measure) cannot be at least \(low) and at most \(high)")
        case .differentDates(let act):
            Self.pair("对行为\(act)规定了不同期限", "they date the act \(act) differently")
        case .cycle(let acts):
            Self.pair(
                "互为前提：\(acts.joined(separator: " ← "))",
                "is required before itself: \(acts.joined(separator: " after "))")
        case .presentTimes(let count):
            Self.pair("该要求在包中出现\(count)次，应为一次", "present \(count) times, not once")
        case .requirementStrength(let clause, let requirement):
            Self.pair(
                "强度为\(clause)，要求为\(requirement)",
                "strength \(clause), requirement says \(requirement)")
        case .requirementNumber(let clause, let requirement):
            Self.pair(
                "条号为\(clause)，要求为\(requirement)",
                "clause number \(clause), requirement says \(requirement)")
        case .nothingComputes:
            Self.pair("应自动判定，但没有可计算的内容", "is to be automatic but nothing computes it")
        case .gateBlocksNothing:
            Self.pair("应为关口，但不阻止任何行为", "is to be a gate but blocks nothing")
        case .noRequirement: Self.pair("不是该文件的要求", "is not a requirement of this document")
        case .twoExceptions(let clauses):
            Self.pair(
                "两个例外同时成立：\(clauses.joined(separator: "、"))",
                "two exceptions apply: \(clauses.joined(separator: ", "))")
        default: Self.pair("未说明的问题", "a problem without a text")
        }
    }
}
