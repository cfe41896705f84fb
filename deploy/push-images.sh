#!/usr/bin/env bash
# Builds the images of both services, pushes them to the repositories of the data stack, and writes their digests to stdout as
# WEB_IMAGE_DIGEST=sha256:… and INGEST_IMAGE_DIGEST=sha256:…. The tag is the commit: an image that has it is not built again.
# usage: AWS_REGION=… deploy/push-images.sh COMMIT
set -euo pipefail
cd "$(dirname "$0")/.."
source deploy/parameters.sh
tag=${1:?Name the commit, whose hash becomes the tag.}
account=$(aws sts get-caller-identity --query Account --output text)
architecture=$(parameter architecture x64)

# The SDK signs in with these. Nothing is written to a disk.
DOTNET_CONTAINER_REGISTRY_UNAME=AWS
DOTNET_CONTAINER_REGISTRY_PWORD=$(aws ecr get-login-password)
export DOTNET_CONTAINER_REGISTRY_UNAME DOTNET_CONTAINER_REGISTRY_PWORD

# The digest by which the repository knows the tag; empty where it does not. Any other failure ends the script.
digest() {
  local answer
  if answer=$(aws ecr describe-images --repository-name "$name/$1" --image-ids "imageTag=$tag" --query 'imageDetails[0].imageDigest' --output text 2>&1); then
    echo "$answer"
  elif [[ $answer != *ImageNotFoundException* ]]; then
    echo "$answer" >&2
    return 1
  fi
}

push() {
  dotnet publish "$2" -c Release -r "linux-$architecture" -t:PublishContainer -p:ContainerRepository="$name/$1" \
    -p:ContainerRegistry="$account.dkr.ecr.$AWS_REGION.amazonaws.com" -p:ContainerImageTag="$tag" >&2
}

for service in web ingest; do
  found=$(digest "$service")
  if [[ -z $found ]]; then
    push "$service" "BtcTracker.${service^}"
    found=$(digest "$service")
  fi
  [[ $found == sha256:* ]] || { echo "The repository $name/$service does not have the image $tag." >&2; exit 1; }
  echo "${service^^}_IMAGE_DIGEST=$found"
done
