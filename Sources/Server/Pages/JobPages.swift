import Access
import Accounts
import Digest
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Store

/// A job and how far it is (作业).
enum JobPages {
    static let all: [Route] = [
        .page("/data/jobs/{job}", "A job", parameters: [JobRoutes.id]) { call in
            let job = try JobRoutes.found(call)
            return try await call.page(
                "job",
                [
                    ("job", try value(job, call)), ("steps", steps(job, call.language)),
                    ("finding", mark(job.state).value(call.language)),
                    (
                        "refusal",
                        job.problem.map { Refusing.values($0, call.language) } ?? .bool(false)
                    ),
                ])
        }
    ]

    /// How the state of a job is shown.
    static func mark(_ state: JobBoard.Job.State) -> FindingMark {
        switch state {
        case .waiting: .notDue("等候", "Waiting")
        case .running: .awaiting("进行中", "Running")
        case .done: .good("完成", "Done")
        case .failed: .bad("失败", "Failed")
        case .cancelled: .without("已取消", "Cancelled")
        }
    }

    private static func value(_ job: JobBoard.Job, _ call: Call) throws -> JSONValue {
        let api = "/api/v1/jobs/\(job.id)"
        var href = ""
        if case .string(let address)? = job.result?["href"] { href = address }
        let percent: JSONValue =
            switch job.state {
            case .done: .integer(100)
            case _ where job.total > 0: .integer(min(100, job.done * 100 / job.total))
            default: .bool(false)
            }
        let text =
            switch job.state {
            case .done: call.said("已完成", "Done")
            case .failed: call.said("未完成，原因见上。", "Not done; the reason is above.")
            case .cancelled: call.said("已取消，没有留下任何更改。", "Cancelled; nothing was changed.")
            default: job.phase[call.language]
            }
        return .members([
            "id": .string(job.id), "title": .string(job.title[call.language]),
            "lead": .string(text), "events": .string(api + "/events"), "api": .string(api),
            "resultHref": .shown(href.isEmpty ? nil : href), "running": .bool(!job.isOver),
            "canCancel": .bool(!job.isOver), "percent": percent, "text": .string(text),
            "started": .string(call.moment(job.asked)),
            "person": .string(try call.caller().person.name),
            "number": .string(String(job.id.suffix(8))),
        ])
    }

    private static func steps(_ job: JobBoard.Job, _ language: DisplayLanguage) -> JSONValue {
        let last = job.phases.count - 1
        return .list(job.phases.enumerated()) { place, phase in
            let isLast = place == last
            let isBad = isLast && (job.state == .failed || job.state == .cancelled)
            let isDone = !isLast || job.state == .done
            return .members([
                "done": .bool(isDone), "bad": .bool(isBad),
                "icon": .string(isBad ? "x-lg" : isDone ? "check-lg" : "hourglass-split"),
                "text": .string(phase[language]), "time": .string(""),
            ])
        }
    }
}
