import Access
import Glibc
import LandModel
import Testing

@testable import Server

@Suite struct JobBoardTests {
    private func finished(_ board: JobBoard, _ id: String) async throws -> JobBoard.Job {
        for _ in 0..<2000 {
            if let job = board.job(id, of: "a"), job.isOver { return job }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw CancellationError()
    }

    private let title = BilingualText(zh: "事", en: "work")

    @Test func `a job runs, tells how far it is, and keeps its result for its person`() async throws
    {
        let board = JobBoard()
        _ = try board.start(title, for: "a", at: 1, id: "j1") { progress in
            try progress.advance(BilingualText(zh: "半", en: "half"), 1, of: 2)
            return .integer(7)
        }
        let job = try await finished(board, "j1")
        #expect(job.state == .done)
        #expect(job.result?.text == "7")
        #expect(job.total == 2)
        #expect(board.job("j1", of: "b") == nil)
        #expect(board.jobs(of: "b").isEmpty)
    }

    @Test func `a job is stopped at its next step, one that waits at once`() async throws {
        let board = JobBoard(width: 1)
        _ = try board.start(title, for: "a", at: 1, id: "long") { progress in
            while true {
                try progress.advance(BilingualText(zh: "步", en: "step"), 0, of: 0)
                try await Task.sleep(for: .milliseconds(2))
            }
        }
        _ = try board.start(title, for: "a", at: 2, id: "next") { _ in .null }
        #expect(board.stop("next", of: "b") == false)
        #expect(board.stop("next", of: "a"))
        #expect(board.job("next", of: "a")?.state == .cancelled)
        #expect(board.stop("long", of: "a"))
        #expect(try await finished(board, "long").state == .cancelled)
    }

    @Test func `what goes wrong is told as a problem`() async throws {
        let board = JobBoard()
        _ = try board.start(title, for: "a", at: 1, id: "j") { _ in
            throw Problem.fault("area", zh: "错", en: "wrong")
        }
        let job = try await finished(board, "j")
        #expect(job.state == .failed)
        #expect(job.problem?.findings.first?.field == "area")
    }

    @Test func `who asks again for the same joins the job under way, others do not`() async throws {
        let board = JobBoard(width: 0)
        let first = try board.start(title, on: "s", for: "a", at: 1, id: "j1") { _ in .null }
        let again = try board.start(title, on: "s", for: "a", at: 2, id: "j2") { _ in .null }
        #expect(again.id == first.id)
        let other = try board.start(title, on: "s", for: "b", at: 3, id: "j3") { _ in .null }
        #expect(other.id == "j3")
        let plain = try board.start(title, for: "a", at: 4, id: "j4") { _ in .null }
        #expect(plain.id == "j4")
        #expect(board.stop("j1", of: "a"))
        let anew = try board.start(title, on: "s", for: "a", at: 5, id: "j5") { _ in .null }
        #expect(anew.id == "j5")
    }

    @Test func `a job has a thread of its own, which gives way to those that answer`() async throws
    {
        let here = getpriority(Int32(PRIO_PROCESS.rawValue), 0)
        let board = JobBoard()
        _ = try board.start(title, for: "a", at: 1, id: "j") { _ in
            try await Task.sleep(for: .milliseconds(1))
            return .integer(Int(getpriority(Int32(PRIO_PROCESS.rawValue), 0)))
        }
        let job = try await finished(board, "j")
        #expect(job.result?.text == "\(max(here, 10))")
        #expect(getpriority(Int32(PRIO_PROCESS.rawValue), 0) == here)
    }

    @Test func `too many jobs are refused`() throws {
        let board = JobBoard(width: 0)
        for index in 0..<100 {
            _ = try board.start(title, for: "a", at: index, id: "j\(index)") { _ in .null }
        }
        #expect(throws: Problem.self) {
            try board.start(title, for: "a", at: 101, id: "j101") { _ in .null }
        }
    }
}
