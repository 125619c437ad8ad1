"""Judges both descriptions of a running simulator from outside: see api_tester.sh.

Usage: api_tester.py FOLDER [SEED]. FOLDER holds the ready file and takes the reports; another seed
sends other requests. Without one a run sends what the last one sent, so that it is the change that
fails and not the luck of the draw.
"""

import json
import pathlib
import subprocess
import sys
import urllib.parse
import urllib.request

# What must hold of every answer, whatever was sent.
CHECKS = ",".join([
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
])
# Of the control interface, one call would end the run, and one never ends by itself. What stands
# below a sandbox answers as the same call of the default sandbox does, which is sent.
NOT_SENT = r"/(events|shutdown)$|^/__admin/sandboxes/\{sandbox\}/(?!reset$|clock$|faults$)"
# Patterns and states nest, and going through all that could be wrong with them would take hours:
# they are sent as they are generated.
NESTED = r"/(state|near-misses/[a-z-]+|requests/(count|find|remove|remove-by-metadata|wait))$"
# Longest that one description may take, in seconds.
PATIENCE = 120


def fetch(url, form=None):
    body = urllib.parse.urlencode(form).encode() if form else None
    with urllib.request.urlopen(url, body) as answer:
        return answer.read()


def validate(folder, name, url):
    document = folder / f"{name}.json"
    document.write_bytes(fetch(url))
    subprocess.run([tool("openapi-spec-validator"), str(document)], check=True)


def tool(name):
    return str(pathlib.Path(sys.executable).absolute().parent / name)


def send(folder, name, base, url, phases, parameters, options, seed):
    config = "".join(f"{key} = {json.dumps(value)}\n" for key, value in parameters.items())
    hooks = pathlib.Path(__file__).resolve().with_name("api_tester_hooks.py")
    at = folder / f"{name}.toml"
    at.write_text(f"hooks = {json.dumps(str(hooks))}\n[parameters]\n{config}")
    command = [
        tool("schemathesis"), "--config-file", str(at), "run", url, "--url", base,
        "--phases", phases, "--checks", CHECKS,
        "--max-examples", "40", "--request-timeout", "20", "--seed", seed,
        "--continue-on-failure", "--warnings", "off", *options,
    ]
    # What it keeps for itself stays in the folder.
    subprocess.run(command, check=True, timeout=PATIENCE, cwd=folder)


def main():
    folder, seed = pathlib.Path(sys.argv[1]).resolve(), next(iter(sys.argv[2:]), "1")
    ready = json.loads((folder / "ready.json").read_text())
    public, control, sandbox = ready["public"], ready["control"], ready["sandbox"]
    jobs, esr = sandbox["nhsJobs"], sandbox["esr"]
    validate(folder, "public", f"{public}/openapi.json")
    validate(folder, "control", f"{control}/__admin/openapi.json")
    grant = {
        "grant_type": "client_credentials",
        "client_id": esr["clientId"],
        "client_secret": esr["clientSecret"],
    }
    token = json.loads(fetch(esr["tokenUrl"], grant))["access_token"]
    headers = {
        "X-Api-Key": jobs["apiKey"],
        "X-Account-Id": jobs["accountId"],
        "Authorization": f"Bearer {token}",
    }
    options = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    parameters = {"organisationId": jobs["organisationId"], "vpd": esr["vpd"]}
    everything = "examples,coverage,fuzzing"
    send(folder, "public", public, f"{public}/openapi.json", everything, parameters, options, seed)
    url, parameters = f"{control}/__admin/openapi.json", {"sandbox": "default"}
    flat = ["--exclude-path-regex", f"{NOT_SENT}|{NESTED}"]
    send(folder, "control", control, url, "coverage", parameters, flat, seed)
    options = ["--exclude-path-regex", NOT_SENT]
    send(folder, "control", control, url, "examples,fuzzing", parameters, options, seed)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failed:
        sys.exit(f"{failed.cmd[0]}: exit status {failed.returncode}")
    except subprocess.TimeoutExpired as late:
        sys.exit(f"{late.cmd[0]}: not done within {PATIENCE} seconds")
