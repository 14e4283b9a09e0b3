import Access
import HTTPTypes
import HummingbirdCore
import Journal
import LandModel

/// Files on their way in (上传).
enum UploadRoutes {
    private static let id = Route.Parameter.path(
        "upload", .text(pattern: "[0-9a-f]{32}"), "identifier of the upload")
    private static let upload = Schema.object([
        .init("id", .text()), .init("name", .text()), .init("length", .integer()),
        .init("offset", .integer(), "bytes that are here"), .init("whole", .flag),
    ])

    static let all: [Route] = [
        Route(
            method: .post, path: "/api/v1/uploads", chapter: "uploads", title: "Announce a file",
            body: .json(
                .object([
                    .init("name", .text(longest: 255)),
                    .init("length", .integer(0...(4 << 30))),
                    .init("sha256", .text(pattern: "[0-9A-Fa-f]{64}"), required: false),
                ])),
            answers: [.json(201, upload, "Send its bytes from the offset on")],
            right: .signedIn(.import), handle: begin),
        Route(
            method: .get, path: "/api/v1/uploads/{upload}", chapter: "uploads",
            title: "How much of a file is here", parameters: [id],
            answers: [.json(200, upload, "Its state, also in Upload-Offset")],
            right: .signedIn(.import)
        ) { call in try state(try found(call), call) },
        Route(
            method: .patch, path: "/api/v1/uploads/{upload}", chapter: "uploads",
            title: "The next piece of a file",
            parameters: [
                id,
                .header(
                    "Upload-Offset", .integer(0...(4 << 30)), required: true, "where it begins"),
            ],
            body: Route.Body(
                types: ["application/octet-stream", "application/offset+octet-stream"],
                schema: .text(format: "binary")),
            answers: [.json(200, upload, "Its state")], right: .signedIn(.import)
        ) { call in
            let upload = try found(call)
            let offset = call.integer("Upload-Offset", standard: 0)
            let after = try await call.office().uploads.append(
                call.request.body, at: offset, to: upload)
            return try state(after, call)
        },
        Route(
            method: .delete, path: "/api/v1/uploads/{upload}", chapter: "uploads",
            title: "Give a file up", parameters: [id], answers: [.nothing(204, "It is gone")],
            right: .signedIn(.import)
        ) { call in
            try call.office().uploads.remove(try found(call))
            return Reply(.noContent)
        },
    ]

    private static func begin(_ call: Call) async throws -> Reply {
        let body = try await call.json()
        guard let name = body["name"]?.text, !name.isEmpty, name.utf8.count <= 1024 else {
            throw Problem.fault("name", zh: "缺少文件名。", en: "The name is missing.")
        }
        guard let length = body["length"]?.integer, length >= 0 else {
            throw Problem.fault("length", zh: "缺少字节数。", en: "The length is missing.")
        }
        let digest = body["sha256"]?.text
        if let digest, digest.wholeMatch(of: /[0-9A-Fa-f]{64}/) == nil {
            throw Problem.fault("sha256", zh: "应为 64 位十六进制。", en: "64 hex digits are needed.")
        }
        let upload = try call.office().uploads.begin(
            name: name, length: length, sha256: digest, by: try call.caller().person.id,
            at: call.time)
        var reply = try state(upload, call)
        reply.status = .created
        reply.headers[.location] = "/api/v1/uploads/\(upload.id)"
        return reply
    }

    private static func found(_ call: Call) throws -> UploadShelf.Upload {
        guard
            let upload = try call.office().uploads.upload(
                try call.value("upload"), of: try call.caller().person.id)
        else { throw Problem.missing(zh: "没有这个上传。", en: "There is no such upload.") }
        return upload
    }

    private static func state(_ upload: UploadShelf.Upload, _ call: Call) throws -> Reply {
        let offset = try call.office().uploads.offset(of: upload)
        var reply = Reply.json(
            .object([
                ("id", .string(upload.id)), ("name", .string(upload.name)),
                ("length", .integer(upload.length)), ("offset", .integer(offset)),
                ("whole", .bool(upload.isWhole)),
            ]))
        reply.headers.set("Upload-Offset", String(offset))
        return reply
    }
}
