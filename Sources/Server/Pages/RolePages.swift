import Access
import Accounts
import Digest
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Store

/// Which role may do which act (权限矩阵).
enum RolePages {
    static let all: [Route] = [
        .page("/admin/roles", "Roles and acts", right: .signedIn(.admin)) { call in
            let roles = Role.allCases
            return try await call.page(
                "admin-roles",
                [
                    (
                        "duties",
                        .list(roles) { role in
                            let title = role.title[call.language]
                            return .members(["name": .string(title), "short": .string(title)])
                        }
                    ),
                    (
                        "groups",
                        .array([
                            group(
                                call.said("登记与管理", "Register and administration"),
                                OperationRule.administration, roles, call),
                            group(
                                call.said("业务记录", "Records of the business"), OperationRule.records,
                                roles, call),
                        ])
                    ),
                ])
        }
    ]

    private static func group(
        _ title: String, _ operations: [OperationRule], _ roles: [Role], _ call: Call
    ) -> JSONValue {
        .members([
            "title": .string(title), "span": .integer(roles.count + 1),
            "rows": .list(AccessMatrix.rows(operations, roles: roles)) { row in
                .members([
                    "act": .string(row.operation.id.text),
                    "name": .string(row.operation.title[call.language]),
                    "cells": .list(row.cells) { cell($0, row.operation, call) },
                ])
            },
        ])
    }

    private static func cell(
        _ cell: AccessMatrix.Cell, _ operation: OperationRule, _ call: Call
    ) -> JSONValue {
        switch cell {
        case .refused: .members(["may": .bool(false), "rule": .bool(false)])
        case .allowed:
            .members(["may": .bool(true), "rule": .string(levels(operation, call))])
        case .only(let performers):
            .members([
                "may": .bool(true),
                "rule": .string(
                    call.said("仅限：", "only: ")
                        + performers.map { words($0, call) }.joined(separator: call.said("、", ", "))
                ),
            ])
        }
    }

    private static func levels(_ operation: OperationRule, _ call: Call) -> String {
        if operation.areaLevels.count == AreaLevel.allCases.count {
            return operation.title[call.language]
        }
        return AreaLevel.allCases.filter { operation.areaLevels.contains($0) }
            .map { $0.title[call.language] }.joined(separator: call.said("、", ", "))
    }

    private static func words(_ performer: Performer, _ call: Call) -> String {
        switch performer {
        case .role(let role): role.title[call.language]
        case .office(let kind): kind.text
        case .post(let kind, let post): "\(kind.text) \(post.title[call.language])"
        }
    }
}
