import Access
import Journal
public import LandModel
public import Store

/// Plays a scenario: every step through the desk, every expectation compared.
public struct ScenarioRun: Sendable {
    private let scenario: Scenario
    private let home: OfficeHome
    private let desk: OfficeDesk
    private let folder: String

    /// What came of a step.
    public struct Result: Sendable {
        /// The step.
        public let step: Scenario.Step
        /// What happened, for the reader.
        public let text: BilingualText
        /// How it differs from what was expected; nil when it does not.
        public let difference: BilingualText?
    }

    /// Makes a run on a home that was founded as the scenario says.
    ///
    /// - Parameter folder: Where relative paths in the inputs begin.
    public init(
        _ scenario: Scenario, in home: OfficeHome, pathsFrom folder: String,
        programVersion: String
    ) {
        self.scenario = scenario
        self.home = home
        self.folder = folder
        desk = OfficeDesk(home, programVersion: programVersion)
    }

    /// Plays the steps in order and hands out what came of each.
    ///
    /// - Parameter until: the last day that is played; nil for all.
    /// - Returns: How many steps did not go as expected.
    /// - Throws: `StoreError` when the record cannot be read or written.
    public func play(
        until: CalendarDay? = nil, progress: WorkProgress = .silent, _ tell: (Result) -> Void
    ) async throws -> Int {
        var differences = 0
        let county = try scenario.county.map { try ScenarioCounty($0) }
        for (index, step) in scenario.steps.enumerated() {
            if let until, ChinaTime.day(of: step.time) > until { break }
            let result: Result
            switch step.deed {
            case .act(let person, let capacity, let operation, let input, let expected):
                let request = ActRequest(
                    operation: operation, person: person, capacity: capacity,
                    input: county?.resolving(input) ?? input,
                    key: try IdempotencyKey("scenario/\(index + 1)"), time: step.time)
                result = try await play(step, request, expected, progress)
            case .check(let check):
                result = try await examine(step, check)
            }
            if result.difference != nil { differences += 1 }
            tell(result)
        }
        return differences
    }

    private func play(
        _ step: Scenario.Step, _ request: ActRequest, _ expected: Scenario.Expectation,
        _ progress: WorkProgress
    ) async throws -> Result {
        let text: BilingualText
        let actual: Scenario.Expectation
        do {
            let receipt = try await desk.perform(
                request, files: .folder(folder), progress: progress)
            (text, actual) = (receipt.message, .done)
        } catch let refusal as Refusal {
            (text, actual) = (refusal.explanation, .refused(refusal.items.map(\.code).sorted()))
        }
        let title = await desk.title(of: request)
        let head = "\(ChinaTime.text(step.time)) \(request.person)"
        return Result(
            step: step,
            text: BilingualText(
                zh: "\(head) \(title?.zh ?? request.operation)：\(text.zh)",
                en: "\(head) \(title?.en ?? request.operation): \(text.en)"),
            difference: actual == expected ? nil : Self.difference(expected, actual))
    }

    private static func difference(
        _ expected: Scenario.Expectation, _ actual: Scenario.Expectation
    ) -> BilingualText {
        func words(_ expectation: Scenario.Expectation) -> BilingualText {
            switch expectation {
            case .done: BilingualText(zh: "办成", en: "done")
            case .refused(let codes):
                BilingualText(
                    zh: "不予办理 [\(codes.joined(separator: ", "))]",
                    en: "refused [\(codes.joined(separator: ", "))]")
            }
        }
        return BilingualText(
            zh: "应为\(words(expected).zh)，实为\(words(actual).zh)",
            en: "expected \(words(expected).en), got \(words(actual).en)")
    }

    private func examine(
        _ step: Scenario.Step, _ check: Scenario.Check
    ) async throws -> Result {
        var differences: [BilingualText] = []
        func compare<Value: Equatable>(
            _ name: BilingualText, _ expected: Value?, _ actual: Value
        ) {
            guard let expected, expected != actual else { return }
            differences.append(
                BilingualText(
                    zh: "\(name.zh)应为 \(expected)，实为 \(actual)",
                    en: "\(name.en): expected \(expected), got \(actual)"))
        }
        for (name, count) in (check.waiting ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let person = Person.ID(name) else { continue }
            let waiting = try await home.journal.read { view throws(StoreError) in
                try view.inbox(of: person, limit: .max).count { !$0.isAcknowledged }
            }
            compare(BilingualText(zh: "\(name) 待签收", en: "waiting for \(name)"), count, waiting)
        }
        if check.acts != nil {
            let acts = try await home.journal.read { view throws(StoreError) in
                try view.acts(limit: .max).count
            }
            compare(BilingualText(zh: "办理件数", en: "acts"), check.acts, acts)
        }
        if check.journalIsSound != nil {
            let report = try await home.journal.verify(trusting: try home.keys.trusted())
            compare(
                BilingualText(zh: "记录完好", en: "journal sound"), check.journalIsSound,
                report.isSound)
        }
        let all =
            try await differences
            + deadlines(
                check, on: ChinaTime.day(of: step.time), in: home)
        return Result(
            step: step,
            text: BilingualText(
                zh: "\(ChinaTime.text(step.time)) 查验", en: "\(ChinaTime.text(step.time)) check"),
            difference: all.isEmpty
                ? nil
                : BilingualText(
                    zh: all.map(\.zh).joined(separator: "；"),
                    en: all.map(\.en).joined(separator: "; ")))
    }
}
