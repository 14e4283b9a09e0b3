import Hummingbird
import LandModel
import Logging
import NIOCore

/// What belongs to one request: where it comes from, who makes it, in which language.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address of the other end of the connection.
    let peer: String
    /// Who makes the request; nil for nobody who is signed in.
    var caller: Caller?
    /// Where the record stood when the request came in; nil for nobody who is signed in.
    var moment: RecordMoment?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? "local"
    }

    /// What a person quotes when asking about a request.
    var reference: String { id }
}
