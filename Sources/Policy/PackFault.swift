/// What can be wrong with a pack, with the values its text names.
///
/// The code of each fault is here; the words are in `PackFault-text.swift`.
enum PackFault: Hashable, Sendable {
    case unreadable(path: String, code: Int32)
    case emptyFile
    case notYAML(String)
    case anchorOutsideCases
    case customTag(String)
    case ambiguousWord(String)
    case unknownField(owner: String, field: String)
    case unknownValue(field: String, value: String)
    case wrongShape(field: String, wanted: String)
    case missingField(String)
    case definedTwice(String)
    case parameterNamedLikeFact
    case unknownName(String, subject: String)
    case unknownFact(String)
    case unknownCollection(String)
    case unknownCode(String, list: String)
    case syntax(String, expression: String)
    case typesDiffer(String)
    case notCondition(String, type: ValueType)
    case boundDiffers(measure: String, type: ValueType, bound: ValueType)
    case dueParameter(field: String, unit: ValueType)
    case unguardedDivisor(String)
    case lacksEvidence(kind: ClauseKind, wanted: [String])
    case spatialWithoutLayers
    case deadlineWithoutDue
    case notOneBound
    case strengthDiffersFromClause
    case cannotBeWaived(Strength)
    case nobodyMayWaive
    case blocksNothing(Strength)
    case mustNotElsewhere
    case twoValues(String, String, day: String)
    case parameterTwice
    case differentBounds(measure: String, String, String)
    case impossibleBounds(measure: String, low: String, high: String)
    case differentDates(act: String)
    case cycle([String])
    case unknownAct(String)
    case unknownReference(what: Reference, String)
    case statedInMissing(String)
    case statedInEmpty(String)
    case unreachableStage
    case approverDiffers(act: String, clause: [String], lifecycle: [String])
    case performerDiffers(act: String, offices: [String])
    case phraseTooLong
    case phraseNotFound(String)
    case phraseWholeSentence(String)
    case caseField(String)
    case caseReference(what: Reference, String)
    case presentTimes(Int)
    case requirementStrength(clause: String, requirement: String)
    case requirementNumber(clause: String, requirement: String)
    case nothingComputes
    case gateBlocksNothing
    case noRequirement
    case overridesUnknown(String)
    case exceptionWithoutCondition
    case twoExceptions([String])
    case workdaysWithoutCalendar
    case calendarYearMissing(Int)
    case unusedParameter
    case legalNumber(String)

    /// What an unknown identifier was meant to name.
    enum Reference: String, Sendable {
        case office, document, layer, account, use, stage, subject, clause, type, act, fact
        case status, parameter, entity
    }

    var code: PackProblemCode {
        switch self {
        case .unreadable, .emptyFile, .notYAML: .p00
        case .anchorOutsideCases, .customTag, .ambiguousWord, .unknownField, .unknownValue,
            .wrongShape:
            .p01
        case .missingField: .p02
        case .definedTwice, .parameterNamedLikeFact: .p03
        case .unknownName, .unknownFact, .unknownCollection, .unknownCode: .p04
        case .syntax, .typesDiffer, .notCondition, .boundDiffers, .dueParameter: .p05
        case .unguardedDivisor: .p06
        case .lacksEvidence, .spatialWithoutLayers, .deadlineWithoutDue, .notOneBound: .p07
        case .strengthDiffersFromClause, .cannotBeWaived, .nobodyMayWaive, .blocksNothing,
            .mustNotElsewhere:
            .p08
        case .twoValues, .parameterTwice: .p09
        case .differentBounds, .impossibleBounds: .p10
        case .differentDates: .p11
        case .cycle: .p12
        case .unknownAct, .unknownReference, .statedInMissing, .statedInEmpty: .p13
        case .unreachableStage: .p14
        case .approverDiffers, .performerDiffers: .p15
        case .phraseTooLong, .phraseNotFound, .phraseWholeSentence: .p16
        case .caseField, .caseReference: .p17
        case .presentTimes, .requirementStrength, .requirementNumber, .nothingComputes,
            .gateBlocksNothing, .noRequirement:
            .p18
        case .overridesUnknown, .exceptionWithoutCondition, .twoExceptions: .p19
        case .workdaysWithoutCalendar, .calendarYearMissing: .p20
        case .unusedParameter: .p21
        case .legalNumber: .p22
        }
    }
}

extension PackProblem {
    /// Makes a problem of a fault at a place.
    init(_ fault: PackFault, file: String, line: Int, place: String) {
        code = fault.code
        self.file = file
        self.line = line
        self.place = place
        text = fault.text
    }

    /// Makes a problem of a fault at a node.
    init(_ fault: PackFault, at node: PackNode, place: String) {
        self.init(fault, file: node.file, line: node.line, place: place)
    }
}

/// A fault on its way from an expression to the clause that holds it.
struct FaultError: Error {
    let fault: PackFault
}
