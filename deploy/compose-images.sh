#!/usr/bin/env bash
# Builds the three images of compose.yaml: web, ingest and store. Without a registry they stay on this machine, for its architecture;
# with one they are pushed for x64 and arm64 under one name each.
# usage: deploy/compose-images.sh [REGISTRY [TAG...]], for example deploy/compose-images.sh ghcr.io/owner/btctracker 1.0 latest
set -euo pipefail
cd "$(dirname "$0")/.."
registry=${1:-}
tags=("${@:2}")
[[ ${#tags[@]} -gt 0 ]] || tags=(latest)
tag=${tags[0]}
name=${registry:-localhost/btctracker}
engine=$(command -v docker || command -v podman) || { echo "Install Docker or Podman, which hold the images." >&2; exit 1; }
if [[ -z $registry ]]; then
  [[ $(uname -m) == x86_64 ]] && architectures=(x64) || architectures=(arm64)
elif ! "$engine" buildx version > /dev/null 2>&1; then
  echo "Install Docker with buildx, which joins the architectures under one name." >&2
  exit 1
else
  architectures=(x64 arm64)
fi

# The version that package.json names; for the other architecture it is on npm only.
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
version=$(node -p 'require("./package.json").optionalDependencies["@dynoxide/linux-x64"]')
mkdir "$context/data"
cp deploy/store/Dockerfile "$context"
platforms=
for architecture in "${architectures[@]}"; do
  platform=${architecture/x64/amd64}
  package=$(cd "$context" && npm pack --silent "@dynoxide/linux-$architecture@$version")
  mkdir "$context/$platform"
  tar -xzf "$context/$package" -C "$context/$platform" --strip-components=1 package/dynoxide
  chmod 755 "$context/$platform/dynoxide"
  platforms+=${platforms:+,}linux/$platform
done

publish() {
  dotnet publish "$2" -c Release -r "linux-$3" -t:PublishContainer -p:ContainerRepository="$1" "${@:4}"
}

if [[ -z $registry ]]; then
  "$engine" build --build-arg TARGETARCH="$platform" --tag "$name/store:$tag" "$context"
  for service in web ingest; do
    publish "$name/$service" "BtcTracker.${service^}" "${architectures[0]}" -p:ContainerImageTag="$tag"
  done
  exit
fi

# --tag NAME:TAG for each tag
tagged() { printf -- "--tag\n$1:%s\n" "${tags[@]}"; }

mapfile -t all < <(tagged "$name/store")
"$engine" buildx build --platform "$platforms" "${all[@]}" --push "$context"
[[ $registry == */* ]] && folder=${registry#*/}/ || folder=
for service in web ingest; do
  parts=()
  for architecture in "${architectures[@]}"; do
    publish "$folder$service" "BtcTracker.${service^}" "$architecture" -p:ContainerRegistry="${registry%%/*}" \
      -p:ContainerImageTag="$tag-$architecture"
    parts+=("$name/$service:$tag-$architecture")
  done
  mapfile -t all < <(tagged "$name/$service")
  "$engine" buildx imagetools create "${all[@]}" "${parts[@]}"
done
