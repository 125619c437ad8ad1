"""What WireMock's client library for Python sees of a simulator: every answer is asserted."""

import json
import sys

import requests
from wiremock.client import (
    GlobalSetting,
    GlobalSettings,
    Mapping,
    MappingRequest,
    MappingResponse,
    Mappings,
    NearMisses,
    NearMissMatchPatternRequest,
    NearMissMatchRequest,
    Requests,
    Scenarios,
)
from wiremock.constants import Config
from wiremock.exceptions import InvalidInputException

with open(sys.argv[1], encoding="utf-8") as file:
    ready = json.load(file)
nhs_jobs, esr = ready["sandbox"]["nhsJobs"], ready["sandbox"]["esr"]
vacancies = f"{nhs_jobs['baseUrl']}/organisations/{nhs_jobs['organisationId']}/vacancies"
Config.base_url = f"{ready['control']}/__admin"


def is_refused(call):
    try:
        call()
    except InvalidInputException:
        return True
    return False


health = requests.get(f"{Config.base_url}/health", timeout=5).json()
assert health["status"] == "healthy", health

credentials = {"X-Api-Key": nhs_jobs["apiKey"], "X-Account-Id": nhs_jobs["accountId"]}
requests.post(vacancies, headers=credentials, json={"jobTitle": "Staff Nurse"}, timeout=5)
requests.get(vacancies.replace("vacancies", "vacancy"), timeout=5)
requests.post(esr["tokenUrl"], data={"grant_type": "client_credentials"}, timeout=5)

everything = Requests.get_all_received_requests(parameters={})
assert everything.meta.total == 3, everything.meta.total
assert everything.requests[0].request.url == "/esr/oauth2/token"
assert len(Requests.get_all_received_requests(limit=2, parameters={}).requests) == 2
one = Requests.get_request(everything.requests[2].id)
assert one.request.method == "POST" and one.response_definition.status == 400

posted = NearMissMatchPatternRequest(
    method="POST",
    url_path_pattern="/nhs-jobs/.*",
    headers={"X-Api-Key": {"equalTo": nhs_jobs["apiKey"]}},
)
assert Requests.get_matching_request_count(posted).count == 1
assert "Staff Nurse" in Requests.get_matching_requests(posted).requests[0].body
assert is_refused(
    lambda: Requests.get_matching_request_count(NearMissMatchPatternRequest(url_pattern="("))
)

assert len(Requests.get_unmatched_requests().requests) == 1
assert Requests.get_unmatched_requests_near_misses().near_misses[0].match_result.distance < 0.2
stray = NearMissMatchRequest(url="/esr/oauth/token", method="POST")
assert NearMisses.find_nearest_misses_by_request(stray).near_misses
put = NearMissMatchPatternRequest(url="/esr/oauth2/token", method="PUT")
nearest = NearMisses.find_nearest_misses_by_request_pattern(put).near_misses[0]
assert nearest.request.url == "/esr/oauth2/token"

assert Scenarios.reset_all_scenarios().status_code == 200
assert Mappings.retrieve_all_mappings().meta.total == 0
stub = Mapping(request=MappingRequest(method="GET", url="/x"), response=MappingResponse(status=200))
assert is_refused(lambda: Mappings.create_mapping(stub))
assert is_refused(lambda: GlobalSettings.update_global_settings(GlobalSetting(fixed_delay=500)))
Mappings.reset_mappings()
Mappings.delete_all_mappings()

Requests.reset_request_journal()
assert Requests.get_all_received_requests(parameters={}).meta.total == 0
print("WireMock's Python library reads, counts, finds and resets the journal")
