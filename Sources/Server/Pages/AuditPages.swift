import Access
import Accounts
import Digest
import Documents
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Store

/// Who signed in, who was refused, what was done to accounts (安全审计).
enum AuditPages {
    private static let filters: [Route.Parameter] = [
        .query("person", .text(longest: 60), "a person's name or sign-in name"),
        .query("kind", .text(longest: 40), "only events of this kind"),
        .query("from", .text(longest: 10), "the first day"),
        .query("to", .text(longest: 10), "the last day"),
        .query("before", .text(longest: 12), "only entries before that one"),
    ]

    static let all: [Route] = [
        .page(
            "/admin/audit", "The audit", parameters: filters, right: .signedIn(.admin)
        ) { try await page($0) },
        .page(
            "/admin/audit.csv", "The audit as a table", parameters: filters,
            right: .signedIn(.admin)
        ) { try await csv($0) },
    ]

    private static let pageLength = 100

    /// What the filters ask for, newest first.
    private static func entries(_ call: Call) async throws -> [AuditEntry] {
        let accounts = try call.office().accounts
        let wanted = call.values["person"] ?? ""
        var person: Person.ID?
        if !wanted.isEmpty {
            let register = try await call.register()
            let account = try accounts.accounts().first { $0.name == wanted }
            person =
                account?.person
                ?? register.people.values.first { $0.name == wanted || $0.id.text == wanted }?.id
            guard person != nil else { return [] }
        }
        let kind = call.values["kind"].flatMap { AuditEntry.Event(rawValue: $0) }
        let from = call.values["from"].flatMap { CalendarDay($0) }
        let to = call.values["to"].flatMap { CalendarDay($0) }
        return try accounts.auditEntries(
            before: call.values["before"].flatMap { Int($0) }, person: person, limit: 10_000
        ).filter { entry in
            let day = ChinaTime.day(of: entry.time)
            return (kind == nil || entry.event == kind) && (from.map { $0 <= day } ?? true)
                && (to.map { day <= $0 } ?? true)
        }
    }

    private static func page(_ call: Call) async throws -> Reply {
        let found = try await entries(call)
        let shown = found.prefix(pageLength)
        let register = try await call.register()
        let query = ["person", "kind", "from", "to"].compactMap { name in
            call.values[name].map { "\(name)=\($0.percentEncoded)" }
        }.joined(separator: "&")
        func value(_ name: String) -> JSONValue { .string(call.values[name] ?? "") }
        let exportHref: String = query.isEmpty ? "/admin/audit.csv" : "/admin/audit.csv?\(query)"
        var pager = JSONValue.bool(false)
        if found.count > shown.count, let last = shown.last {
            let next: String = "/admin/audit?before=\(last.id)&\(query)"
            pager = .members([
                "from": .integer(1), "to": .integer(shown.count), "total": .integer(found.count),
                "previous": .bool(false), "next": .string(next),
            ])
        }
        return try await call.page(
            "admin-audit",
            [
                (
                    "filter",
                    .members(["person": value("person"), "from": value("from"), "to": value("to")])
                ),
                (
                    "kinds",
                    .list(AuditEntry.Event.allCases) { event in
                        .members([
                            "id": .string(event.rawValue),
                            "name": .string(event.title[call.language]),
                            "selected": .bool(call.values["kind"] == event.rawValue),
                        ])
                    }
                ),
                ("events", .list(shown) { Self.value($0, register, call) }),
                ("pager", pager), ("exportHref", .string(exportHref)),
            ])
    }

    private static func name(_ id: Person.ID?, _ register: AccessRegister) -> String {
        id.map { register.people[$0]?.name ?? $0.text } ?? "—"
    }

    private static func value(
        _ entry: AuditEntry, _ register: AccessRegister, _ call: Call
    ) -> JSONValue {
        var text = entry.detail
        if let actor = entry.actor, actor != entry.person {
            let name = name(actor, register)
            text += call.said("（由 \(name) 办理）", " (by \(name))")
        }
        return .members([
            "time": .string(call.moment(entry.time)),
            "person": .string(name(entry.person, register)),
            "kind": .string(entry.event.title[call.language]), "text": .string(text),
            "address": .string(entry.address),
            "finding":
                (entry.event.isFailedAttempt
                ? FindingMark.bad("未通过", "Failed") : .good("成功", "Done")).value(call.language),
        ])
    }

    private static func csv(_ call: Call) async throws -> Reply {
        let register = try await call.register()
        var rows: [[String]] = [
            call.language == .zh
                ? ["时间", "人员", "类别", "内容", "办理人", "地址"]
                : ["time", "person", "kind", "detail", "by", "address"]
        ]
        for entry in try await entries(call) {
            var row: [String] = []
            row.append(call.moment(entry.time))
            row.append(name(entry.person, register))
            row.append(entry.event.title[call.language])
            row.append(entry.detail)
            row.append(name(entry.actor, register))
            row.append(entry.address)
            rows.append(row)
        }
        return Reply.table(rows).saved(as: "audit-\(call.day).csv")
    }
}

extension AuditEntry.Event {
    /// What the event is called.
    var title: BilingualText {
        func words(_ zh: String, _ en: String) -> BilingualText { BilingualText(zh: zh, en: en) }
        return switch self {
        case .signedIn: words("登录", "signed in")
        case .signInFailed: words("登录失败", "sign-in failed")
        case .attemptsDelayed: words("多次失败后延迟", "attempts delayed")
        case .secondFactorFailed: words("第二步验证失败", "second step failed")
        case .signedOut: words("退出登录", "signed out")
        case .sessionsEnded: words("结束登录", "sessions ended")
        case .accountOpened: words("开户", "account opened")
        case .stateChanged: words("账号状态变更", "state of the account changed")
        case .nameChanged: words("登录名变更", "sign-in name changed")
        case .passwordChanged: words("修改口令", "password changed")
        case .passwordReset: words("重置口令", "password reset")
        case .secondFactorEnrolled: words("启用第二步验证", "second step set up")
        case .secondFactorRemoved: words("停用第二步验证", "second step taken away")
        case .recoveryCodeUsed: words("使用恢复码", "recovery code used")
        case .recoveryCodesRenewed: words("重新生成恢复码", "recovery codes renewed")
        case .tokenIssued: words("生成令牌", "token issued")
        case .tokenRevoked: words("吊销令牌", "token revoked")
        case .setupCodeIssued: words("生成设置码", "setup code made")
        case .setupFailed: words("设置码错误", "wrong setup code")
        case .setUp: words("首次设置", "first account opened")
        case .identityLinked: words("绑定统一身份", "identity linked")
        case .identityUnlinked: words("解除统一身份", "identity unlinked")
        case .exported: words("导出数据", "data exported")
        case .restored: words("由备份恢复", "restored from a backup")
        case .openIDRefused: words("统一身份认证被拒", "identity service refused")
        }
    }
}
