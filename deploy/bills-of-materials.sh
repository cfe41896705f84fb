#!/usr/bin/env bash
# Writes down what two pushed images are made of, each as SPDX and as CycloneDX: web.spdx.json, web.cdx.json, and so on. Needs syft.
# usage: AWS_REGION=… deploy/bills-of-materials.sh WEB_DIGEST INGEST_DIGEST
set -euo pipefail
cd "$(dirname "$0")/.."
source deploy/parameters.sh
web=${1:?Name the digest of the image of the web.}
ingest=${2:?Name the digest of the image of ingest.}
account=$(aws sts get-caller-identity --query Account --output text)

# Syft signs in with these. Nothing is written to a disk.
SYFT_REGISTRY_AUTH_AUTHORITY=$account.dkr.ecr.$AWS_REGION.amazonaws.com
SYFT_REGISTRY_AUTH_USERNAME=AWS
SYFT_REGISTRY_AUTH_PASSWORD=$(aws ecr get-login-password)
export SYFT_REGISTRY_AUTH_AUTHORITY SYFT_REGISTRY_AUTH_USERNAME SYFT_REGISTRY_AUTH_PASSWORD

# bill NAME SOURCE
bill() {
  syft scan "$2" --output "spdx-json=$1.spdx.json" --output "cyclonedx-json=$1.cdx.json"
}

bill web "registry:$SYFT_REGISTRY_AUTH_AUTHORITY/$name/web@$web"
bill ingest "registry:$SYFT_REGISTRY_AUTH_AUTHORITY/$name/ingest@$ingest"

# Ingest is one trimmed file, which hides its packages: this lists what it was built from.
dotnet build BtcTracker.Ingest -c Release --output artifacts/ingest
bill ingest-build dir:artifacts/ingest
