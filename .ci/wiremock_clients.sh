#!/usr/bin/env bash
# WireMock's own client library for Python, unchanged, against the simulator: it reads, counts,
# finds and resets the journal. Where the library cannot be installed, this says so and passes.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
simulator=
stop() {
    [ -z "$simulator" ] || kill "$simulator" 2>/dev/null || true
    rm -rf "$folder"
}
trap stop EXIT

if ! python3 -m venv "$folder/venv" >"$folder/log" 2>&1 ||
    ! "$folder/venv/bin/pip" install --quiet 'wiremock==2.7.0' >>"$folder/log" 2>&1; then
    echo "not run: the library cannot be installed here"
    tail -n 3 "$folder/log"
    exit 0
fi

cargo build --release --locked --bin simulator
target/release/simulator --listen 127.0.0.1:0 --control 127.0.0.1:0 --fixtures empty \
    --ready-file "$folder/ready.json" 2>"$folder/simulator.log" &
simulator=$!
for _ in $(seq 100); do
    [ -s "$folder/ready.json" ] && break
    sleep 0.1
done
"$folder/venv/bin/python" .ci/wiremock_clients.py "$folder/ready.json"
