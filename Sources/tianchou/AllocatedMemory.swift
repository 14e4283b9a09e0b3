import Glibc

/// Keeps the memory of a long run to what is in use.
///
/// The functions are those of the GNU C library, found by name as its Swift module leaves them out;
/// where they are missing, nothing happens.
enum AllocatedMemory {
    /// Lets arrays of a megabyte and more have pages of their own, which go back to the system with them.
    ///
    /// Left alone, the allocator takes the first large array that is freed as a sign to keep all later
    /// ones, up to 32 MB each, in its heap, where holes between them remain from county to county.
    static func keepLargeArraysApart() {
        // M_MMAP_THRESHOLD of malloc.h.
        call("mallopt") { (function: @convention(c) (Int32, Int32) -> Int32) in
            function(-3, 1 << 20)
        }
    }

    /// Lets all threads share two heaps.
    ///
    /// Left alone, each thread of a server has a heap of its own, up to eight for a processor, and keeps in it
    /// what its largest request needed.
    static func shareHeaps() {
        // M_ARENA_MAX of malloc.h.
        call("mallopt") { (function: @convention(c) (Int32, Int32) -> Int32) in function(-8, 2) }
    }

    /// Returns what is free to the system every minute, until it is cancelled.
    static func giveBackEveryMinute() async throws {
        while true {
            try await Task.sleep(for: .seconds(60))
            giveBack()
        }
    }

    /// Returns what is free to the system.
    static func giveBack() {
        call("malloc_trim") { (function: @convention(c) (Int) -> Int32) in function(0) }
    }

    private static func call<Function>(_ name: String, _ body: (Function) -> Int32) {
        // Safety: the types above are those of malloc.h; both functions may be called at any time.
        guard let found = dlsym(nil, name) else { return }
        _ = body(unsafeBitCast(found, to: Function.self))
    }
}
