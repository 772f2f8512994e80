"""Takes in the catalogue as other portals do: harvest.py FOLDER ORIGIN SHAPES... Ends with 1 where something is missing."""

import json
import sys
from pathlib import Path
from urllib.request import Request, urlopen

from ckan.model.license import LicenseRegister
from ckanext.dcat.processors import RDFParser
from pyshacl import validate
from rdflib import Graph, Namespace
from rdflib.compare import graph_diff, isomorphic, to_isomorphic
from rdflib.namespace import DCTERMS, RDF

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SH = Namespace("http://www.w3.org/ns/shacl#")
FORMATS = {"jsonld": "json-ld", "ttl": "turtle", "rdf": "xml"}


def read(folder: Path, ending: str) -> Graph:
    return Graph().parse(folder / f"catalogue.{ending}", format=FORMATS[ending])


def compare(graphs: dict[str, Graph]) -> None:
    """All forms say the same, blank nodes apart."""
    first = to_isomorphic(graphs["jsonld"])
    for ending in ("ttl", "rdf"):
        other = to_isomorphic(graphs[ending])
        if not isomorphic(first, other):
            _, missing, more = graph_diff(first, other)
            lines = [*missing, *more][:10]
            sys.exit(f"{ending} says something else than JSON-LD: {len(missing)} statements less, {len(more)} more: {lines}")
    print(f"rdflib: {len(first)} statements, the same in JSON-LD, Turtle and RDF/XML.")


def check_shapes(graph: Graph, files: list[str]) -> None:
    for file in files:
        conforms, report, text = validate(graph, shacl_graph=file, inference="none", allow_warnings=True)
        results = list(report.subjects(RDF.type, SH.ValidationResult))
        if not conforms:
            sys.exit(f"{file}: {len(results)} violations\n{text[:3000]}")
        print(f"pyshacl: no violation of {Path(file).name}, {len(results)} warnings.")


def check_datasets(graph: Graph, page: str, origin: str) -> None:
    """Each dataset has what a portal asks for, and its addresses at the graph itself are answered."""
    wanted = [DCTERMS.issued, DCAT.contactPoint, DCAT.landingPage, DCTERMS.license, DCTERMS.publisher]
    datasets = sorted(graph.subjects(RDF.type, DCAT.Dataset))
    fetched = 0
    for dataset in datasets:
        lacking = [name for name in wanted if not list(graph.objects(dataset, name))]
        distributions = list(graph.objects(dataset, DCAT.distribution))
        downloads = [str(url) for one in distributions for url in graph.objects(one, DCAT.downloadURL)]
        if lacking or not downloads:
            sys.exit(f"{dataset} lacks {lacking or 'a download address'}")
        for landing in map(str, graph.objects(dataset, DCAT.landingPage)):
            if landing.startswith(origin) and f'id="{landing.split("#")[1]}"' not in page:
                sys.exit(f"{landing} is nowhere on the page")
        for url in downloads:
            if not url.startswith(origin):
                continue
            with urlopen(Request(url, headers={"accept": "application/json"})) as answer:
                body = json.load(answer)
            if body.get("errors") or not body.get("data"):
                sys.exit(f"{url} gives {body}")
            fetched += 1
    print(f"datasets: {len(datasets)}, each with licence, issued, contact, landing page and download; {fetched} fetched here.")


def check_ckan(folder: Path) -> None:
    """CKAN's harvester knows the licence of each package and the format of each resource, whichever form it reads."""
    titles = {identifier: licence.title for identifier, licence in LicenseRegister().items()}
    for ending, name in FORMATS.items():
        parser = RDFParser()
        parser.parse((folder / f"catalogue.{ending}").read_text(), _format=name)
        packages = list(parser.datasets())
        resources = [resource for package in packages for resource in package["resources"]]
        bad = [package["title"] for package in packages if package.get("license_id") not in titles]
        formless = [one["url"] for one in resources if "/" in one.get("format", "/")]
        extras = [{extra["key"]: extra["value"] for extra in package["extras"]} for package in packages]
        keys = ("issued", "contact_name", "publisher_name")
        lacking = [extra["uri"] for extra in extras if any(not extra.get(key) for key in keys)]
        homeless = [package["title"] for package in packages if not package.get("url")]
        if bad or formless or lacking or homeless or not packages:
            sys.exit(f"CKAN, {name}: no licence {bad[:3]}, no format {formless[:3]}, lacking {lacking[:3]}, no page {homeless[:3]}")
        licences = sorted({package["license_id"] for package in packages})
        formats = sorted({resource["format"] for resource in resources})
        print(f"CKAN, {name}: {len(packages)} packages with licences {licences}, {len(resources)} resources as {formats}.")


def main() -> None:
    folder, origin, shapes = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    graphs = {ending: read(folder, ending) for ending in FORMATS}
    compare(graphs)
    check_shapes(graphs["ttl"], shapes)
    check_datasets(graphs["jsonld"], (folder / "page.html").read_text(), origin)
    check_ckan(folder)


main()
