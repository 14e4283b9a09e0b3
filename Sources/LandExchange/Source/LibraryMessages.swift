import CGDAL

/// Catches what GDAL and PROJ would print, for the calling thread and the time of a call.
enum LibraryMessages {
    private final class Box {
        var texts: [String] = []
    }

    /// Drivers are registered once for the process; the library's own lock makes it safe.
    ///
    /// What no call captures (a read of a broken archive) is not printed either: the terminal
    /// belongs to the program.
    private static let registered: Void = {
        CPLSetErrorHandler { _, _, _ in }
        GDALAllRegister()
    }()

    /// Runs the body and returns its result with the messages of the library, in order.
    static func capture<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> (result: Result, messages: [String]) {
        _ = registered
        let box = Box()
        let pointer = Unmanaged.passRetained(box)
        // The handler is pushed on a stack of the calling thread and popped below, so that the
        // pointer outlives every call.
        CPLPushErrorHandlerEx(
            { _, _, message in
                guard let message, let raw = CPLGetErrorHandlerUserData() else { return }
                let box = Unmanaged<Box>.fromOpaque(raw).takeUnretainedValue()
                if box.texts.count < 20 { box.texts.append(String(cString: message)) }
            }, pointer.toOpaque())
        defer {
            CPLPopErrorHandler()
            CPLErrorReset()
            pointer.release()
        }
        let result = try body()
        return (result, box.texts)
    }

    /// Runs the body and forgets the messages.
    static func silently<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try capture(body).result
    }
}
