#!/usr/bin/env bash
# Asks a running server everything its OpenAPI documents allow and much they do not (nightly).
# usage: schemathesis.sh BASE TOKEN [LANDING-PAGE]; BASE such as http://127.0.0.1:8460
# The program comes from $SCHEMATHESIS, else from a folder of its own beside the other tools.
set -euo pipefail
base=$1 token=$2 landing=${3:-}
program=${SCHEMATHESIS:-}
if [ -z "$program" ]; then
    program=.deps/schemathesis/bin/schemathesis
    if [ ! -x "$program" ]; then
        python3 -m venv .deps/schemathesis
        .deps/schemathesis/bin/pip install -q 'schemathesis==4.*'
    fi
fi
check() {
    "$program" run "$1" --url "$2" -H "Authorization: Bearer $token" \
        --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance \
        --include-method GET --max-examples "${EXAMPLES:-20}" --seed "${SEED:-1}" --request-timeout 30 \
        --exclude-path-regex '/events$' --suppress-health-check all --no-color "${@:3}"
}
status=0
check "$base/api/v1/openapi.json" "$base" || status=$?
if [ -n "$landing" ]; then check "$landing/api" "$landing" || status=$?; fi
exit "$status"
