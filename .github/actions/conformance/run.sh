#!/usr/bin/env bash
# Runs the suite, and tells the job what came of it. The next steps upload the reports and end as the
# suite did, so this one always succeeds once the suite was run.
set -euo pipefail

arguments=(run --out "$OUT" --format "junit,html,ctrf,markdown,csv")
if [ -n "$ADAPTER" ]; then arguments+=(--adapter "$ADAPTER"); fi
if [ -n "$ADAPTER_URL" ]; then arguments+=(--adapter-url "$ADAPTER_URL"); fi
if [ -n "$KNOWN_FAILING" ]; then arguments+=(--known-failing "$KNOWN_FAILING"); fi
if [ -n "$ARGUMENTS" ]; then
    # Quotes as in a shell, and nothing else of one.
    while IFS= read -r word; do arguments+=("$word"); done < <(xargs -n 1 printf '%s\n' <<< "$ARGUMENTS")
fi

status=0
"$CONFORMANCE" "${arguments[@]}" || status=$?

{
    echo "status=$status"
    if [ -d "$OUT" ]; then
        case $OUT in /*) echo "reports=$OUT" ;; *) echo "reports=$WORKING_DIRECTORY/$OUT" ;; esac
    fi
    if [ -f "$OUT/run.json" ]; then
        echo "verdict=$(sed -n 's/^  "verdict": "\([a-z_]*\)",*$/\1/p' "$OUT/run.json" | head -n 1)"
    fi
} >> "$GITHUB_OUTPUT"

if [ -f "$OUT/summary.md" ]; then
    # The limit of a step's summary is 1 MiB.
    head -c 1000000 "$OUT/summary.md" >> "$GITHUB_STEP_SUMMARY"
fi
if [ "$status" -ne 0 ]; then
    echo "::error title=conformance::the suite ended with status $status; the summary and the reports say why"
fi
