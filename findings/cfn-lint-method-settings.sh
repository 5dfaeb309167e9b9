#!/usr/bin/env bash
# cfn-lint 1.58.0 (PyPI), a stage's MethodSettings of API Gateway.
# A good guess: a linter of CloudFormation knows that the slashes of a ResourcePath are written ~1
# (`/~1verify~1{number}`), as the resource's own documentation says, and warns of `/verify/{number}`.
# Seen: both pass without a word. The second is no method's setting, so a limit that was written for a
# public address limits nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check cfn-lint==1.58.0
template() {
    cat <<J
{"Resources": {
  "Api": {"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": "x"}},
  "Made": {"Type": "AWS::ApiGateway::Deployment", "Properties": {"RestApiId": {"Ref": "Api"}}},
  "Stage": {"Type": "AWS::ApiGateway::Stage", "Properties": {
    "RestApiId": {"Ref": "Api"}, "DeploymentId": {"Ref": "Made"}, "StageName": "api",
    "MethodSettings": [
      {"HttpMethod": "GET", "ResourcePath": "$1", "ThrottlingRateLimit": 20, "ThrottlingBurstLimit": 40}
    ]}}}}
J
}
for path in '/~1verify~1{number}' '/verify/{number}'; do
    template "$path" > template.json
    said=$(venv/bin/cfn-lint --regions us-east-1 --template template.json) || true
    echo "$path: ${said:-not a word}"
    [ -z "$said" ]
done
