#!/usr/bin/env bash
# Versions: sigs.k8s.io/kustomize/kustomize/v5 v5.7.1, built by Go 1.24 or later; seen 2026-11-29.
# Behaviour: `images:` of a kustomization looks for containers at spec/template/spec/containers of every object, whatever
# its kind. A custom resource whose spec.template is a text (a Database of CloudNativePG: the database that it is made
# from) ends the build with an error, although it has no image and the image that is named stands elsewhere. Without
# `images:` the same resources are built. Expected: that paths which an object does not have are passed over, as they
# are where spec.template is missing.
# Output seen: considering field 'spec/template/spec/containers[]/image' of object Database.v1.postgresql.cnpg.io/tasks.
# [noNs]: expected sequence or mapping node
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder"
GOBIN="$folder" GOPATH="$folder/go" GOFLAGS=-modcacherw go install sigs.k8s.io/kustomize/kustomize/v5@v5.7.1
mkdir input
cat >input/database.yaml <<'YAML'
apiVersion: postgresql.cnpg.io/v1
kind: Database
metadata: { name: tasks }
spec: { name: tasks, owner: tasks, template: template0, cluster: { name: graph } }
YAML
echo 'resources: [database.yaml]' >input/kustomization.yaml
./kustomize build input >/dev/null && echo "without images: built"
echo 'images: [{ name: graph, newTag: "1" }]' >>input/kustomization.yaml
if seen=$(./kustomize build input 2>&1); then
  echo "With images it is built, too: the behaviour has changed."
  exit 1
fi
echo "with images:    $seen"
case "$seen" in
*"spec/template/spec/containers[]/image"*"expected sequence or mapping node"*) ;;
*) echo "The behaviour has changed." && exit 1 ;;
esac
