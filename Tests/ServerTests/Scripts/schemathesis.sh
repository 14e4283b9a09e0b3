#!/usr/bin/env bash
# Asks a running server everything its OpenAPI documents allow and much they do not (nightly): with any names, then
# within a dataset, then its part for GIS programs. Ends with 1 when an answer is not what the documents say.
# usage: schemathesis.sh BASE TOKEN [LANDING-PAGE]; BASE such as http://127.0.0.1:8460, LANDING-PAGE such as
# BASE/ogc/{dataset}/{edition}. The token may do everything, the office should be one to throw away.
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
within=$(mktemp --suffix=.toml)
trap 'rm -f "$within"' EXIT
status=0
# usage: check CONFIGURATION CHECKS DOCUMENT ADDRESS
check() {
    # Only the stream that never ends is left out.
    "$program" --config-file "$1" run "$3" --url "$4" -H "Authorization: Bearer $token" --checks "$usual$2" \
        --phases coverage,fuzzing --max-examples "${EXAMPLES:-20}" --seed "${SEED:-1}" --request-timeout 60 \
        --exclude-path-regex '^/api/v1/events$' --suppress-health-check all --no-color || status=$?
}
usual=not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance
usual+=,unsupported_method,missing_required_header
echo "== any names"
check "$within" ,negative_data_rejection "$base/api/v1/openapi.json" "$base"
if [ -n "$landing" ]; then
    dataset=$(basename "$(dirname "$landing")") edition=$(basename "$landing")
    printf '[parameters]\n"path.dataset" = "%s"\n"path.edition" = "%s"\n"%s" = "DLTB"\n"%s" = "DLTB"\n' \
        "$dataset" "$edition" path.layer query.layer >"$within"
    echo "== within $dataset/$edition"
    check "$within" "" "$base/api/v1/openapi.json" "$base"
    echo "== for GIS programs"
    : >"$within"
    check "$within" ,negative_data_rejection "$landing/api" "$landing"
fi
exit "$status"
