#!/usr/bin/env bash
# Deploys two images with the app stack's template in FOLDER (cdk.out), waits until ECS runs them and asks the page.
# Writes URL=… to stdout. Fails where CloudFormation or ECS rolled back, or the page does not answer.
# usage: AWS_REGION=… deploy/deploy.sh WEB_DIGEST INGEST_DIGEST [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
source deploy/parameters.sh
web=${1:?Name the digest of the image of the web.}
ingest=${2:?Name the digest of the image of ingest.}
templates=${3:-cdk.out}
stack=$name-app

fail() {
  echo "$1" >&2
  exit 1
}

output() {
  aws cloudformation describe-stacks --stack-name "$stack" --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue" --output text
}

# CloudFormation waits for ECS; a deployment that the circuit breaker or an alarm rolls back makes it fail and go back as well.
aws cloudformation deploy --stack-name "$stack" --template-file "$templates/$stack.template.json" --capabilities CAPABILITY_NAMED_IAM \
  --no-fail-on-empty-changeset --parameter-overrides "WebImageDigest=$web" "IngestImageDigest=$ingest" >&2

# verify SERVICE DIGEST: ECS is stable, its newest deployment is completed, and it runs this image and no earlier one.
verify() {
  aws ecs wait services-stable --cluster "$cluster" --services "$1"
  local state task images
  read -r state task < <(aws ecs describe-services --cluster "$cluster" --services "$1" \
    --query "services[0].deployments[?status=='PRIMARY']|[0].[rolloutState,taskDefinition]" --output text)
  [[ $state == COMPLETED ]] || fail "ECS says $state of the service $1: look at its events."
  images=$(aws ecs describe-task-definition --task-definition "$task" --query 'taskDefinition.containerDefinitions[].image' --output text)
  [[ $images == *"@$2"* ]] || fail "The service $1 runs $images and not $2: the deployment was rolled back."
}

cluster=$(output Cluster)
verify "$(output WebService)" "$web"
ingest_service=$(output IngestService)
if [[ -n $ingest_service && $ingest_service != None ]]; then
  verify "$ingest_service" "$ingest"
fi

url=$(output Url)
for path in /alive / /health; do
  curl --fail --silent --show-error --output /dev/null --max-time 10 --retry 6 --retry-delay 5 --retry-all-errors "${url%/}$path" \
    || fail "$url$path does not answer."
done
echo "URL=$url"
