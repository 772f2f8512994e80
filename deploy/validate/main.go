// Validates what is deployed, without a container engine or a cluster: compose.yaml by the Compose specification's own
// loader (compose-go), the output of kustomize by decoding it strictly into Kubernetes' published types (k8s.io/api). Run
// in this folder: go run . ../compose.yaml ../kubernetes ../kubernetes/database ../kubernetes/router
package main

import (
	"bytes"
	"context"
	"fmt"
	"os"

	"github.com/compose-spec/compose-go/v2/cli"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

func main() {
	if len(os.Args) < 3 {
		fail(fmt.Errorf("expected the file of Compose and folders of kustomize"))
	}
	services, err := checkCompose(os.Args[1])
	fail(err)
	fmt.Printf("%s: %d services by the Compose specification\n", os.Args[1], services)
	for _, folder := range os.Args[2:] {
		known, others, err := checkKubernetes(folder)
		fail(err)
		fmt.Printf("%s: %d objects of Kubernetes, each field known; %d of operators, not checked\n", folder, known, others)
	}
}

func fail(err error) {
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func checkCompose(file string) (int, error) {
	options, err := cli.NewProjectOptions([]string{file}, cli.WithConsistency(true), cli.WithProfiles([]string{"*"}))
	if err != nil {
		return 0, err
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return 0, err
	}
	for name, secret := range project.Secrets {
		if secret.File == "" {
			return 0, fmt.Errorf("secret %s: expected a file", name)
		}
	}
	return len(project.Services), nil
}

func checkKubernetes(folder string) (known int, others int, err error) {
	resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), folder)
	if err != nil {
		return 0, 0, err
	}
	decoder := serializer.NewCodecFactory(scheme.Scheme, serializer.EnableStrict).UniversalDeserializer()
	for _, resource := range resources.Resources() {
		text, err := resource.AsYAML()
		if err != nil {
			return 0, 0, err
		}
		id := resource.GetGvk()
		kind := schema.GroupVersionKind{Group: id.Group, Version: id.Version, Kind: id.Kind}
		if !scheme.Scheme.Recognizes(kind) {
			others++
			continue
		}
		if _, _, err := decoder.Decode(bytes.TrimSpace(text), nil, nil); err != nil {
			return 0, 0, fmt.Errorf("%s %s: %w", id.Kind, resource.GetName(), err)
		}
		known++
	}
	return known, others, nil
}
