import LandModel
import Testing

@testable import Policy

@Suite struct ExpressionTests {
    @Test(arguments: [
        ("a or b and not c", "(a or (b and not c))"),
        ("(a or b) and c", "((a or b) and c)"),
        ("a + b * c - d", "((a + (b * c)) - d)"),
        ("a - b - c", "((a - b) - c)"),
        ("a / b / c", "((a / b) / c)"),
        ("a+b<=c", "(a + b) <= c"),
        ("x in ('p', 'q')", "x in (p, q)"),
        ("kind = 'p'", "kind = 'p'"),
        ("all(villages where done : zone >= 1)", "all(villages where done: zone >= 1)"),
        ("count(tasks where not hasParcel)", "count(tasks where not hasParcel)"),
        ("sum(townships : area)", "sum(townships: area)"),
        ("dateOf(act) + 3 years < asOf", "(dateOf(act) + 3 years) < asOf"),
        ("2022-01-31 < asOf", "2022-01-31 < asOf"),
        ("5% < a", "1/20 < a"),
        ("1.25 m2 < a", "5/4 < a"),
        ("not filed(budget) or known(x)", "(not filed(budget) or known(x))"),
        ("true or false", "(true or false)"),
    ])
    func `reads by the grammar`(source: String, normalised: String) throws {
        let text = try ExpressionParser.parse(source).text
        #expect(text == normalised)
    }

    @Test(arguments: [
        "", "a +", "a b", "(a", "a)", "a < b < c", "done(", "done()", "and", "a in b", "a in ()",
        "'open", "a ; b", "sum(x where)", "1.5 years", "a where b", "frobnicate(a)", "-1",
        "a = = b",
        String(repeating: "(", count: 10_000), String(repeating: "not ", count: 10_000) + "a",
    ])
    func `refuses what is no expression`(source: String) {
        #expect(throws: FaultError.self) { try ExpressionParser.parse(source) }
    }

    @Test(arguments: [
        ("newCultivatedArea / cultivatedAreaBefore", ValueType.ratio),
        ("newCultivatedArea * satisfactionRate", .area),
        ("satisfactionRate * newCultivatedArea", .area),
        ("newCultivatedArea / siteVisits", .area),
        ("fundsAvailable - fundsRequired", .money),
        ("asOf - asOf", .days),
        ("asOf + answerPeriod", .date),
        ("baseSurveyYear + siteVisits", .year),
        ("count(villages) + 1", .count),
        ("min(pbfAdjustments : removedOn)", .date),
        ("sum(townships : pbfDesignatedArea)", .area),
        ("provenance(newCultivatedArea) = 'measured'", .bool),
        ("baseSurveyYear < latestSurveyYear", .bool),
        ("newCultivatedArea > 0", .bool),
    ])
    func `gives every expression its unit`(source: String, type: ValueType) throws {
        let pack = try MiniPack.build().pack
        let typer = ExpressionTyper(pack: pack)
        let scopes = pack.vocabulary.scopes(of: "project")
        let found = try typer.type(of: ExpressionParser.parse(source), in: scopes)
        #expect(found == type)
    }

    @Test(arguments: [
        ("newCultivatedArea + 1", PackProblemCode.p05),
        ("newCultivatedArea * pbfAreaIn", .p05),
        ("siteVisits / newCultivatedArea", .p05),
        ("newCultivatedArea > fundsAvailable", .p05),
        ("asOf + siteVisits", .p05),
        ("tradePlatform < 'cityElementPlatform'", .p05),
        ("tradePlatform = 'bazaar'", .p04),
        ("tenureAdjusted + 1", .p05),
        ("sum(villages : potentialSurveyed)", .p05),
        ("all(villages : zoneKinds)", .p05),
        ("count(villages : potentialSurveyed)", .p05),
        ("any(villages)", .p05),
        ("done(dance)", .p13),
        ("filed(poem)", .p13),
        ("known(dragon)", .p04),
        ("zoneKinds > 0", .p04),
        ("satisfactionRate > 80%", .p22),
        ("asOf > dateOf(listProject) + 2 years", .p22),
        ("siteVisits in ('a')", .p05),
    ])
    func `refuses what has no unit or no meaning`(source: String, code: PackProblemCode) throws {
        let pack = try MiniPack.build().pack
        let typer = ExpressionTyper(pack: pack)
        let scopes = pack.vocabulary.scopes(of: "project")
        let expression = try ExpressionParser.parse(source)
        let error = #expect(throws: FaultError.self) { try typer.type(of: expression, in: scopes) }
        #expect(error?.fault.code == code)
    }

    @Test func `and, or and not follow Kleene's tables`() {
        let yes = EvaluatedValue.truth(true)
        let no = EvaluatedValue.truth(false)
        let open = EvaluatedValue.unknown([.fact("x")])
        // Kleene 1952, strong three-valued logic: rows and columns true, false, unknown.
        let and = [[yes, no, open], [no, no, no], [open, no, open]]
        let or = [[yes, yes, yes], [yes, no, open], [yes, open, open]]
        for (row, left) in [yes, no, open].enumerated() {
            for (column, right) in [yes, no, open].enumerated() {
                #expect(ExpressionEvaluator.join(left, right, stop: false) == and[row][column])
                #expect(ExpressionEvaluator.join(left, right, stop: true) == or[row][column])
            }
        }
        let other = EvaluatedValue.unknown([.fact("y")])
        #expect(
            ExpressionEvaluator.join(open, other, stop: true)
                == .unknown([.fact("x"), .fact("y")]))
    }

    /// All of: known true, known false, unknown; with and without a doubtful `where`.
    @Test(arguments: [
        ("all(villages : potentialSurveyed)", "TT", "true"),
        ("all(villages : potentialSurveyed)", "TF", "false"),
        ("all(villages : potentialSurveyed)", "T?", "unknown"),
        ("all(villages : potentialSurveyed)", "F?", "false"),
        ("all(villages : potentialSurveyed)", "", "true"),
        ("any(villages : potentialSurveyed)", "", "false"),
        ("any(villages : potentialSurveyed)", "T?", "true"),
        ("any(villages : potentialSurveyed)", "F?", "unknown"),
        ("count(villages where potentialSurveyed) > 0", "T?", "unknown"),
        ("count(villages where potentialSurveyed) > 0", "TF", "true"),
        ("all(villages where potentialSurveyed : true)", "?", "true"),
        ("all(villages where potentialSurveyed : false)", "?", "unknown"),
        ("any(villages where potentialSurveyed : false)", "?", "false"),
        ("any(villages where potentialSurveyed : true)", "?", "unknown"),
    ])
    func `folds keep three values`(source: String, villages: String, result: String) throws {
        let pack = try MiniPack.build().pack
        let items = villages.enumerated().map { index, letter in
            Subject(
                entity: "village", id: "v\(index)", name: "",
                facts: letter == "?" ? [:] : ["potentialSurveyed": Fact(.bool(letter == "T"))])
        }
        let project = Subject(
            entity: "project", id: "p", name: "", collections: ["villages": items])
        let day = CalendarDay(daysSinceEpoch: 19_000)
        let evaluator = ExpressionEvaluator(
            pack: pack, journal: JournalIndex([], upTo: day), asOf: day)
        let scope = ExpressionEvaluator.Scope(frames: [project], entities: ["project"])
        let value = try evaluator.explain(ExpressionParser.parse(source), in: scope).value
        let wanted = ["true": EvaluatedValue.truth(true), "false": .truth(false)][result]
        #expect(value == wanted ?? .unknown([.fact("potentialSurveyed")]))
    }
}
