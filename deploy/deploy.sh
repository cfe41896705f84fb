#!/usr/bin/env bash
# Deploys two images with the app stack's template in FOLDER (cdk.out), waits until ECS runs them, asks the page, and waits until ingest
# has proved itself: a service by a reading that the page shows, a task or a function by one run.
# Writes URL=… to stdout. Fails where CloudFormation or ECS rolled back, the page does not respond, or ingest takes no reading.
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

# verify SERVICE DIGEST: ECS is stable, its latest deployment is completed, and it runs this image and no earlier one.
verify() {
  aws ecs wait services-stable --cluster "$cluster" --services "$1"
  local state task images
  read -r state task < <(aws ecs describe-services --cluster "$cluster" --services "$1" \
    --query "services[0].deployments[?status=='PRIMARY']|[0].[rolloutState,taskDefinition]" --output text)
  [[ $state == COMPLETED ]] || fail "ECS says $state of the service $1: look at its events."
  images=$(aws ecs describe-task-definition --task-definition "$task" --query 'taskDefinition.containerDefinitions[].image' --output text)
  [[ $images == *"@$2"* ]] || fail "The service $1 runs $images and not $2: the deployment was rolled back."
}

# run_function NAME: one call, which fails where the slot has no quote afterwards.
run_function() {
  local answer error
  answer=$(mktemp)
  error=$(aws lambda invoke --function-name "$1" --cli-read-timeout 150 --query FunctionError --output text "$answer")
  [[ $error == None ]] || fail "The function $1 took no reading: $(cat "$answer")"
  rm "$answer"
}

# run_task FAMILY: one task, which ends with another code than 0 where the slot has no quote afterwards.
run_task() {
  local task code reason
  task=$(aws ecs run-task --cluster "$cluster" --task-definition "$1" --launch-type FARGATE --network-configuration "$(output IngestNetwork)" \
    --query 'tasks[0].taskArn' --output text)
  [[ $task != None ]] || fail "ECS started no task of $1."
  aws ecs wait tasks-stopped --cluster "$cluster" --tasks "$task"
  IFS=$'\t' read -r code reason < <(aws ecs describe-tasks --cluster "$cluster" --tasks "$task" \
    --query "tasks[0].[containers[?name=='ingest']|[0].exitCode,stoppedReason]" --output text)
  [[ $code == 0 ]] || fail "The task of $1 took no reading (exit code $code, $reason): look at the log group $(output IngestLog)."
}

# has_reading_since TIME: the page's latest quote was read for a slot since then, in seconds since 1970.
has_reading_since() {
  local latest slot
  latest=$(curl --fail --silent --max-time 10 "${url%/}/api/v1/quotes/latest") || return 1
  [[ $latest =~ \"slot\":\"([^\"]+)\" ]] || return 1
  slot=$(date --utc --date "${BASH_REMATCH[1]}" +%s)
  ((slot >= $1))
}

# wait_for_reading: for a slot of this deployment, where that comes within a quarter of an hour.
wait_for_reading() {
  local interval deadline
  interval=$(output IngestInterval)
  if ((interval > 900)); then
    echo "The next reading may be $interval seconds away, so it is not waited for: the alarm ingest-lag goes off if it does not come." >&2
    return
  fi
  deadline=$(($(date +%s) + interval + ${READING_LIMIT:-120}))
  until has_reading_since "$started"; do
    (($(date +%s) < deadline)) || fail "No reading has come since the deployment: look at the log group $(output IngestLog)."
    sleep "${READING_PAUSE:-5}"
  done
}

cluster=$(output Cluster)
started=$(date +%s)
verify "$(output WebService)" "$web"
ingest_service=$(output IngestService)
if [[ -n $ingest_service && $ingest_service != None ]]; then
  verify "$ingest_service" "$ingest"
fi

url=$(output Url)
for path in /alive / /health; do
  curl --fail --silent --show-error --output /dev/null --max-time 10 --retry 6 --retry-delay 5 --retry-all-errors "${url%/}$path" \
    || fail "$url$path does not respond."
done

function=$(output IngestFunction)
task=$(output IngestTask)
if [[ -n $function && $function != None ]]; then
  run_function "$function"
elif [[ -n $task && $task != None ]]; then
  run_task "$task"
else
  wait_for_reading
fi
echo "URL=$url"
