import Digest
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Styles, scripts and libraries, read once into memory and compressed once (静态资源).
///
/// Only what was found in the folders at the start is served: no path of a request ever reaches the disk.
struct AssetShelf: Sendable {
    private struct Asset: Sendable {
        let type: String
        let plain: ByteBuffer
        let packed: ByteBuffer?
        let tag: String
    }

    private let assets: [String: Asset]
    /// A short digest of everything, which addresses carry so that browsers may keep what they have.
    let version: String

    /// Reads the folders; the key is the first part of the address below `/assets/`.
    init(_ folders: [(name: String, path: String)]) throws {
        var assets: [String: Asset] = [:]
        var whole = MessageDigest(.sha256)
        for folder in folders {
            let root = URL(filePath: folder.path).resolvingSymlinksInPath()
            guard
                let walk = FileManager.default.enumerator(
                    at: root, includingPropertiesForKeys: [.isRegularFileKey],
                    options: [.skipsHiddenFiles])
            else { continue }
            for case let file as URL in walk {
                guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true,
                    let type = Self.types[file.pathExtension]
                else { continue }
                let name = file.path.dropFirst(root.path.count)
                let bytes = [UInt8](try Data(contentsOf: file))
                let digest = MessageDigest.hash(of: bytes, by: .sha256)
                whole.update(Array(name.utf8) + Array(digest.hex.utf8))
                let plain = ByteBuffer(bytes: bytes)
                assets["/assets/\(folder.name)\(name)"] = Asset(
                    type: type, plain: plain,
                    packed: Compression.isWorthwhile(type)
                        ? Compression.gzip(plain, level: 9) : nil,
                    tag: "\"\(digest.hex.prefix(32))\"")
            }
        }
        self.assets = assets
        version = String(whole.finish().hex.prefix(12))
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "mjs": "text/javascript; charset=utf-8", "json": "application/json; charset=utf-8",
        "svg": "image/svg+xml", "png": "image/png", "ico": "image/x-icon", "woff2": "font/woff2",
        "txt": "text/plain; charset=utf-8",
    ]

    /// The contents of an asset; nil when there is none.
    func contents(of address: String) -> [UInt8]? {
        assets[address].map { Array($0.plain.readableBytesView) }
    }

    /// The asset of an address.
    ///
    /// - Throws: ``Problem`` 404 when there is none.
    func reply(to request: Request) throws(Problem) -> Reply {
        var parts = request.uri.path.split(separator: "/", omittingEmptySubsequences: false)
        let isVersioned = parts.count > 3 && parts[3] == "v\(version)"
        // An address of another version gets what there is now, and is asked for again next time.
        if parts.count > 4, parts[3].wholeMatch(of: /v[0-9a-f]{12}/) != nil { parts.remove(at: 3) }
        guard let asset = assets[parts.joined(separator: "/")] else { throw Problem.missing() }
        var reply = Reply(type: asset.type, content: .bytes(asset.plain))
        reply.headers[.eTag] = asset.tag
        reply.headers[.vary] = "Accept-Encoding"
        reply.headers[.cacheControl] =
            isVersioned ? "public, max-age=31536000, immutable" : "public, max-age=600"
        if request.headers[.ifNoneMatch] == asset.tag {
            return Reply(.notModified, headers: reply.headers)
        }
        if let packed = asset.packed, Compression.isAccepted(request.headers[.acceptEncoding] ?? "")
        {
            reply.headers[.contentEncoding] = "gzip"
            reply.content = .bytes(packed)
        }
        return reply
    }
}
