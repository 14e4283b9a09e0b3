/// The desk and what hangs on it: pool, annual plans, calendar, digest (工作台各页).
enum DeskChapter {
    static let all: [Route] =
        DeskPages.all + DigestPages.all + PoolPages.all + AnnualPages.all + CalendarPages.all
        + CalendarFeedPages.all
}
