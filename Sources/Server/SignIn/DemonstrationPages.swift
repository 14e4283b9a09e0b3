import Access
import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import LandModel

/// What only a demonstration has: a day that people choose, accounts without passwords (演示).
///
/// Outside of a demonstration these addresses answer that there is nothing.
enum DemonstrationPages {
    static let all: [Route] = [
        Route(
            method: .post, path: "/demonstration/day", chapter: "pages",
            title: "Move the clock to a day; in a demonstration only", right: .signedIn(.act),
            isPage: true, handle: move),
        Route(
            method: .post, path: "/demonstration/people", chapter: "pages",
            title: "Open accounts without passwords; in a demonstration only",
            right: .signedIn(.admin), isPage: true
        ) { call in
            _ = try await call.checkedForm()
            return try await openAccounts(nil, call)
        },
    ]

    /// What is told where there is no demonstration.
    static let nowhere = Problem.missing(zh: "本服务不是演示。", en: "This is no demonstration.")
    /// A day further ahead than this is a slip of the hand.
    private static let longest = 3660

    private static func move(_ call: Call) async throws -> Reply {
        let form = try await call.checkedForm()
        guard let clock = call.services.demonstrationClock else { throw nowhere }
        let office = try call.office()
        let next = form["next"].removingPercentEncoding ?? ""
        guard let day = CalendarDay(form["day"]), day <= call.day.adding(days: longest),
            let time = try await clock.move(to: day, office.home)
        else {
            return Flash.seeOther(
                SignInPages.local(next), "bad",
                call.said(
                    "演示日期没有改动：只能转到最近一次办理当日或以后，且十年以内。",
                    "The day stays: choose the day of the last act or a later one, within ten years."
                ))
        }
        // Sessions of other days have run out; whoever turns the page stays signed in.
        let outcome = try office.accounts.signInExample(
            try call.caller().person.id, from: call.visitor, at: time)
        return try await SignInPages.after(outcome, next: next, name: "", call)
    }

    /// Opens accounts without passwords for people who have none.
    ///
    /// - Parameter people: nil for everybody on the register.
    static func openAccounts(_ people: [Person.ID]?, _ call: Call) async throws -> Reply {
        guard call.services.settings.demonstration else { throw nowhere }
        let everybody = try await call.register().people.keys.sorted()
        try call.office().accounts.openExamples(
            people ?? everybody, by: try call.accountActor(), at: call.time)
        return Flash.seeOther(
            "/admin/people", "good",
            call.said(
                "已开演示账号（无口令），可在登录页一键登录。",
                "Accounts without passwords are open: a click on the sign-in page signs in."))
    }
}
