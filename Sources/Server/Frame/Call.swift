import Access
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import NIOCore
import Operations

/// A request that passed the checks of its route, with what a handler asks of it (请求).
struct Call: Sendable {
    let request: Request
    let context: ServerContext
    let services: Services
    let route: Route
    /// The parameters that were given, checked against their shapes.
    let values: [String: String]
    /// The time the request is dealt with at, in milliseconds since 1970-01-01 UTC.
    let time: Int

    /// The day in China.
    var day: CalendarDay { ChinaTime.day(of: time) }
    /// The language the answer is in.
    var language: DisplayLanguage { context.caller?.language ?? LanguageChoice.of(request) }

    /// The caller; the route demands one.
    func caller() throws(Problem) -> Caller {
        guard let caller = context.caller else { throw Problem.signInNeeded }
        return caller
    }

    /// The office, once it is founded.
    func office() throws(Problem) -> OfficeServices {
        guard let office = services.office else {
            throw Problem(
                .serviceUnavailable, "set-up", zh: "尚未完成首次设置，请打开 /setup。",
                en: "The office is not founded yet: open /setup.")
        }
        return office
    }

    /// A parameter that the route demands.
    func value(_ name: String) throws(Problem) -> String {
        guard let value = values[name] else {
            throw .fault(name, zh: "缺少 \(name)。", en: "\(name) is missing.")
        }
        return value
    }

    /// A whole number, or what it is when nothing is said.
    func integer(_ name: String, standard: Int) -> Int {
        values[name].flatMap { Int($0) } ?? standard
    }

    /// The body, whole.
    func bytes(upTo longest: Int? = nil) async throws -> [UInt8] {
        let limit = longest ?? route.body?.longest ?? services.settings.bodyKilobytes << 10
        do {
            return try await within(.seconds(services.settings.requestSeconds)) { [request] in
                var buffer = try await request.body.collect(upTo: limit)
                return buffer.readBytes(length: buffer.readableBytes) ?? []
            }
        } catch is NIOTooManyBytesError {
            throw Problem(
                .contentTooLarge, "too-large", zh: "内容超过 \(limit) 字节。",
                en: "The body is longer than \(limit) bytes.")
        }
    }

    /// What work gives, if it is done in time: a body that dribbles in holds nobody up.
    private func within(
        _ limit: Duration, _ work: @escaping @Sendable () async throws -> [UInt8]
    ) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: limit)
                throw Problem(
                    .requestTimeout, "slow", zh: "请求未能在规定时间内收完。",
                    en: "The request did not arrive in time.")
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { return [] }
            return first
        }
    }

    /// The body as a JSON object of the shape that the route declares.
    func json() async throws -> CanonicalJSON {
        let bytes = try await bytes()
        let value: CanonicalJSON
        do throws(InputTextError) {
            value = try InputText.read(bytes, from: "body")
        } catch {
            throw Problem.unreadable([Problem.Finding("REQ-JSON", error.explanation)])
        }
        guard case .object = value else {
            throw Problem.fault("body", zh: "应为 JSON 对象。", en: "A JSON object is needed.")
        }
        if let schema = route.body?.schema {
            let faults = BodyReading.faults(in: value, schema)
            guard faults.isEmpty else { throw Problem.unreadable(faults) }
        }
        return value
    }

    /// The members of a form, as browsers send them.
    func form() async throws -> FormBody { FormBody(try await bytes()) }

    /// The name of the request among the caller's, so that a repetition is done once.
    func idempotencyKey() throws -> IdempotencyKey {
        let caller = try caller()
        let given = request.headers.value("Idempotency-Key")
        return try IdempotencyKey("web/\(caller.person.id)/\(given ?? context.reference)")
    }
}
