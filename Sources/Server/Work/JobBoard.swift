import Access
import HTTPTypes
import LandModel
import Logging
import Operations
import Store
import Synchronization

/// Work that takes longer than a request: imports, checks, exports (长任务).
///
/// A job belongs to the person who asked for it, tells how far it is, and can be stopped.
final class JobBoard: Sendable {
    /// A job as it stands.
    struct Job: Sendable {
        enum State: String, Sendable { case waiting, running, done, failed, cancelled }

        let id: String
        let person: Person.ID
        /// What it works on; the same person's next request for it joins this job.
        let subject: String?
        let title: BilingualText
        let asked: Int
        var state = State.waiting
        var phase = BilingualText(zh: "等候", en: "waiting")
        /// The phases it went through, in their order.
        var phases: [BilingualText] = []
        var done = 0
        var total = 0
        var result: JSONValue?
        var problem: Problem?
        /// Counts what changed, so that who listens sees each state once.
        var turn = 0

        var isOver: Bool { state == .done || state == .failed || state == .cancelled }
    }

    private struct State {
        var jobs: [String: Job] = [:]
        var tasks: [String: Task<Void, Never>] = [:]
        var stopped: Set<String> = []
        var running = 0
        var queue: [(id: String, work: @Sendable (WorkProgress) async throws -> JSONValue)] = []
    }

    private let state = Mutex(State())
    /// Jobs that run beside each other; the rest wait their turn.
    private let width: Int
    /// Finished jobs that are remembered.
    private static let kept = 500

    private let threads: JobThreads

    init(width: Int = 2) {
        self.width = width
        threads = JobThreads(count: max(1, width))
    }

    /// Takes work on, or joins the job of the same person on the same subject that is not over yet.
    ///
    /// - Throws: ``Problem`` 503 when too much waits already.
    func start(
        _ title: BilingualText, on subject: String? = nil, for person: Person.ID, at time: Int,
        id: String, work: @escaping @Sendable (WorkProgress) async throws -> JSONValue
    ) throws(Problem) -> Job {
        let job: Job? = state.withLock { state in
            let joined = state.jobs.values.first {
                subject != nil && $0.subject == subject && $0.person == person && !$0.isOver
            }
            if let joined { return joined }
            guard state.queue.count < 100 else { return nil }
            let job = Job(id: id, person: person, subject: subject, title: title, asked: time)
            state.jobs[id] = job
            state.queue.append((id, work))
            Self.forget(&state)
            return job
        }
        guard let job else {
            throw Problem(
                .serviceUnavailable, "busy", zh: "等候的任务过多，请稍后再试。",
                en: "Too many jobs wait. Try again later.")
        }
        runNext()
        return job
    }

    private static func forget(_ state: inout State) {
        let over = state.jobs.values.filter(\.isOver).sorted { $0.asked < $1.asked }
        for job in over.prefix(max(0, over.count - kept)) { state.jobs[job.id] = nil }
    }

    private func runNext() {
        state.withLock { state in
            while state.running < width, !state.queue.isEmpty {
                let (id, work) = state.queue.removeFirst()
                guard state.jobs[id]?.state == .waiting else { continue }
                state.running += 1
                state.jobs[id]?.state = .running
                state.jobs[id]?.turn += 1
                state.tasks[id] = Task(executorPreference: threads) { [self] in
                    await run(id, work)
                }
            }
        }
    }

    private func run(_ id: String, _ work: @Sendable (WorkProgress) async throws -> JSONValue) async
    {
        let progress = WorkProgress { [self] phase, done, total in
            state.withLock { state in
                guard !state.stopped.contains(id) else { return false }
                if state.jobs[id]?.phases.last != phase, (state.jobs[id]?.phases.count ?? 0) < 100 {
                    state.jobs[id]?.phases.append(phase)
                }
                state.jobs[id]?.phase = phase
                state.jobs[id]?.done = done
                state.jobs[id]?.total = total
                state.jobs[id]?.turn += 1
                return true
            }
        }
        let end: (Job.State, JSONValue?, Problem?)
        do {
            end = (.done, try await work(progress), nil)
        } catch is CancellationError {
            end = (.cancelled, nil, nil)
        } catch {
            end = (.failed, nil, Gate.problem(of: error, .init(label: "job")))
        }
        state.withLock { state in
            state.jobs[id]?.state = end.0
            state.jobs[id]?.result = end.1
            state.jobs[id]?.problem = end.2
            state.jobs[id]?.turn += 1
            state.tasks[id] = nil
            state.stopped.remove(id)
            state.running -= 1
        }
        runNext()
    }

    /// A job of a person; nil when there is none.
    func job(_ id: String, of person: Person.ID) -> Job? {
        state.withLock { $0.jobs[id].flatMap { $0.person == person ? $0 : nil } }
    }

    /// The jobs of a person, latest first.
    func jobs(of person: Person.ID) -> [Job] {
        state.withLock { state in
            state.jobs.values.filter { $0.person == person }.sorted { $0.asked > $1.asked }
        }
    }

    /// Asks a job to stop; it does at its next step.
    ///
    /// - Returns: false when it is over or not there.
    func stop(_ id: String, of person: Person.ID) -> Bool {
        state.withLock { state in
            guard let job = state.jobs[id], job.person == person, !job.isOver else { return false }
            if job.state == .waiting {
                state.jobs[id]?.state = .cancelled
                state.jobs[id]?.turn += 1
                state.queue.removeAll { $0.id == id }
            } else {
                state.stopped.insert(id)
            }
            return true
        }
    }

    /// Asks all jobs to stop and waits until they have.
    func close() async {
        let tasks = state.withLock { state in
            state.queue = []
            state.stopped.formUnion(state.tasks.keys)
            return Array(state.tasks.values)
        }
        for task in tasks { await task.value }
    }

    /// How many wait and run.
    var load: Int { state.withLock { $0.running + $0.queue.count } }
}

extension JobBoard.Job {
    /// The job as programs read it.
    func json(_ language: DisplayLanguage) -> JSONValue {
        .object([
            ("id", .string(id)), ("title", .text(title)), ("state", .string(state.rawValue)),
            (
                "progress",
                .object([
                    ("text", .text(phase)), ("done", .integer(done)), ("of", .integer(total)),
                ])
            ),
            ("result", result ?? .null),
            ("problem", problem?.json(language, reference: id) ?? .null),
        ])
    }

    /// The shape of a job.
    static let schema = Schema.object([
        .init("id", .text()), .init("title", .bilingual),
        .init("state", .choice(["waiting", "running", "done", "failed", "cancelled"])),
        .init(
            "progress",
            .object([
                .init("text", .bilingual), .init("done", .integer()), .init("of", .integer()),
            ])),
        .init("result", .anything), .init("problem", .nullable(.named("Problem"))),
    ])
}
