import HTTPTypes

/// All pages and what they load (网页).
enum Page {
    static let all: [Route] = [
        SetUpPages.all, SignInPages.all, ExamplePages.all, DemonstrationPages.all,
        IdentityPages.all, MapPages.all,
        DataPages.all, AccountPages.all, JobPages.all, SnapshotPages.all, InboxPages.all,
        PeoplePages.all, OfficePages.all, RolePages.all, PackPages.all, BackupPages.all,
        JournalPages.all, AuditPages.all, CheckPages.all, DeskChapter.all, TourPages.all,
        ProjectPages.all,
        ActCatalogue.all,
        ActFormRoutes.all, BatchPages.all, ReviewPages.all, PaperRoutes.all, DossierRoutes.all,
        [styleguide], assets,
    ].flatMap(\.self)

    private static let styleguide = Route(
        method: .get, path: "/styleguide", chapter: "pages", title: "Every component", isPage: true
    ) { call in
        guard let pages = call.services.pages else { throw Problem.missing() }
        return try await pages.styleguide(call)
    }

    private static let assets = ["own", "lib"].map { name in
        Route(
            method: .get, path: "/assets/\(name)/**", chapter: "pages",
            title: "Styles, scripts, libraries", right: .open, isPage: true, isForSetUp: true
        ) { call in try call.services.assets.reply(to: call.request) }
    }
}
