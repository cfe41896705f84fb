#!/usr/bin/env bash
# Installs syft, which writes the bills of materials, in FOLDER: the version below, whose archive must have the digest below.
# usage: deploy/install-syft.sh FOLDER
set -euo pipefail
folder=${1:?Name the folder.}
version=1.51.0
sha256=2a2e837a2c8d59ec9af5472ee22d3b04ee463c4e44476ecf993fd1e5ab6ebc7f
archive=$(mktemp)

curl -fsSL "https://github.com/anchore/syft/releases/download/v$version/syft_${version}_linux_amd64.tar.gz" -o "$archive"
sha256sum --check --quiet <<< "$sha256  $archive"
tar -xzf "$archive" -C "$folder" syft
rm "$archive"
