import Access
import HTTPTypes
import Hummingbird
import LandModel
import NIOCore
import Operations
import ServiceLifecycle

/// Long work: how far it is, stopping it, listening to it (任务).
enum JobRoutes {
    static let id = Route.Parameter.path(
        "job", .text(pattern: "[0-9a-zA-Z-]{8,64}"), "identifier of the job")

    static let all: [Route] = [
        Route(
            method: .get, path: "/api/v1/jobs", chapter: "jobs", title: "The caller's jobs",
            answers: [.json(200, .object([.init("items", .list(.named("Job")))]), "Latest first")]
        ) { call in
            let jobs = try call.office().jobs.jobs(of: try call.caller().person.id)
            return .json(.object([("items", .array(jobs.map { $0.json(call.language) }))]))
        },
        Route(
            method: .get, path: "/api/v1/jobs/{job}", chapter: "jobs", title: "How far a job is",
            parameters: [id], answers: [.json(200, .named("Job"), "The job")]
        ) { call in .json(try found(call).json(call.language)) },
        Route(
            method: .delete, path: "/api/v1/jobs/{job}", chapter: "jobs", title: "Stop a job",
            parameters: [id], answers: [.json(202, .named("Job"), "It stops at its next step")]
        ) { call in
            let job = try found(call)
            _ = try call.office().jobs.stop(job.id, of: try call.caller().person.id)
            return .json(try found(call).json(call.language), .accepted)
        },
        Route(
            method: .get, path: "/api/v1/jobs/{job}/events", chapter: "jobs",
            title: "A job's states as they come (server-sent events)", parameters: [id],
            answers: [.events("Events named `job`")], handle: listen),
        Route(
            method: .get, path: "/api/v1/events", chapter: "jobs",
            title: "Notices and jobs of the caller as they come (server-sent events)",
            parameters: [
                .query("subject", .text(longest: 128), "a subject whose later acts are told too"),
                .query("from", .integer(0...Int.max), "the record after which they count"),
            ],
            answers: [.events("Events named `job`, `inbox` and `record`")],
            handle: listenToAll),
    ]

    static func found(_ call: Call) throws -> JobBoard.Job {
        guard
            let job = try call.office().jobs.job(
                try call.value("job"), of: try call.caller().person.id)
        else { throw Problem.missing(zh: "没有这个任务。", en: "There is no such job.") }
        return job
    }

    /// How often what may have changed is looked at.
    private static let pulse = Duration.milliseconds(250)
    /// A line is closed after this long; the browser opens a new one.
    private static let longest = Duration.seconds(600)

    private static let headers: HTTPFields = {
        var headers = HTTPFields()
        headers[.contentType] = "text/event-stream; charset=utf-8"
        headers[.cacheControl] = "no-store"
        headers.set("X-Accel-Buffering", "no")
        return headers
    }()

    private static func listen(_ call: Call) async throws -> Reply {
        let job = try found(call)
        let (jobs, person) = (try call.office().jobs, try call.caller().person.id)
        let language = call.language
        return Reply(
            headers: headers,
            content: .stream { writer in
                let start = ContinuousClock.now
                var seen = -1
                while ContinuousClock.now - start < longest, !Task.isShuttingDownGracefully {
                    guard let now = jobs.job(job.id, of: person) else { break }
                    if now.turn != seen {
                        seen = now.turn
                        try await writer.write(event("job", now.json(language)))
                    }
                    if now.isOver { break }
                    try await Task.sleep(for: pulse)
                }
                try await writer.finish(nil)
            })
    }

    private static func listenToAll(_ call: Call) async throws -> Reply {
        let office = try call.office()
        let person = try call.caller().person.id
        let language = call.language
        let watch = try await SubjectWatch(call)
        return Reply(
            headers: headers,
            content: .stream { [watch] writer in
                var watch = watch
                let start = ContinuousClock.now
                var seen: [String: Int] = [:]
                var notices = -1
                var beat = 0
                while ContinuousClock.now - start < longest, !Task.isShuttingDownGracefully {
                    for job in office.jobs.jobs(of: person) where seen[job.id] != job.turn {
                        seen[job.id] = job.turn
                        try await writer.write(event("job", job.json(language)))
                    }
                    if beat % 8 == 0 {
                        let waiting = try await office.watch.now().waiting(person, office)
                        if waiting != notices {
                            notices = waiting
                            try await writer.write(
                                event("inbox", .object([("waiting", .integer(waiting))])))
                        } else {
                            // Tells that the line is alive, and finds out when it is not.
                            try await writer.write(ByteBuffer(string: ": \n\n"))
                        }
                        if let sequence = try await watch?.next() {
                            try await writer.write(
                                event("record", .object([("sequence", .integer(sequence))])))
                        }
                    }
                    beat += 1
                    try await Task.sleep(for: pulse)
                }
                try await writer.finish(nil)
            })
    }

    private static func event(_ name: String, _ value: JSONValue) -> ByteBuffer {
        ByteBuffer(string: "event: \(name)\ndata: \(value.text)\n\n")
    }
}
