#!/usr/bin/env bash
# Versions: ckanext-dcat 2.4.4, ckan 2.11.4, rdflib 7.6.0, Python 3.11; seen 2026-11-30.
# Behaviour: what DCAT-AP recommends, the harvester takes in without a licence and with an address for a format, and warns of
# neither. A licence is found only where the address of a distribution's dct:license, or its dct:title, is letter by letter
# that of CKAN's own register, which is from before SPDX and Creative Commons 4.0: the addresses of SPDX, of Creative Commons
# itself and of the EU's table all give none. The name of a format is read only where the class that comes first is dct:IMT: of
# dct:MediaTypeOrExtent, which DCAT-AP's ranges ask for, CKAN shows the address in the place of CSV, whatever rdfs:label says.
# With both classes their order in the document decides: the same statements are two different packages.
# Output seen: licence: spdx:'' creativecommons:'' eu:'' spdx with title:'cc-by'
#   format: MediaTypeOrExtent:http://publications.europa.eu/resource/authority/file-type/CSV IMT first:CSV IMT last:http://publications.europa.eu/resource/authority/file-type/CSV
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
cat >requirements.txt <<'TXT'
alembic==1.13.2
Babel==2.15.0
bleach==6.1.0
blinker==1.8.2
cachelib==0.13.0
cachetools==8.0.2
certifi==2024.7.4
charset-normalizer==3.3.2
ckan==2.11.4
ckanext-dcat==2.4.4
ckantoolkit==0.0.7
click==8.1.7
dominate==2.9.1
feedgen==1.0.0
Flask==3.0.3
flask-babel==4.0.0
Flask-Login==0.6.3
Flask-Session==0.8.0
Flask-WTF==1.2.1
frozendict==2.5.1
geomet==1.1.0
greenlet==3.0.3
idna==3.7
importlib_metadata==8.0.0
itsdangerous==2.2.0
Jinja2==3.1.6
lazy-importer==0.1.0
lxml==5.2.2
Mako==1.3.5
Markdown==3.6
MarkupSafe==2.1.5
msgspec==0.18.6
packaging==24.1
passlib==1.7.4
polib==1.2.0
psycopg2-binary==2.9.9
PyJWT==2.8.0
PyLD==3.3.0
pyparsing==3.1.2
pysolr==3.9.0
python-dateutil==2.9.0.post0
python-magic==0.4.27
pytz==2024.1
PyYAML==6.0.1
rdflib==7.6.0
redis==5.0.7
requests==2.32.4
rq==1.16.2
simplejson==3.19.2
six==1.16.0
SQLAlchemy==1.4.52
sqlparse==0.5.0
typing_extensions==4.12.2
tzdata==2026.6
tzlocal==5.2
urllib3==2.2.2
webassets==2.0
webencodings==0.5.1
Werkzeug==3.0.6
WTForms==3.1.2
zipp==3.19.2
zope.interface==6.4.post2
setuptools==80.9.0
TXT
python/bin/pip install --quiet --disable-pip-version-check --prefer-binary --requirement requirements.txt
cat >harvest.py <<'PY'
from ckanext.dcat.processors import RDFParser

addresses = {
    "spdx": "http://spdx.org/licenses/CC-BY-4.0",
    "creativecommons": "https://creativecommons.org/licenses/by/4.0/",
    "eu": "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0",
}
csv = "http://publications.europa.eu/resource/authority/file-type/CSV"


def harvest(statements: str) -> dict:
    """The package that CKAN makes of a dataset with one file, of which more is stated."""
    parser = RDFParser()
    parser.parse(
        f"""@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <urn:dataset> a dcat:Dataset ; dct:title "A dataset" ; dcat:distribution <urn:file> .
        <urn:file> a dcat:Distribution ; dcat:accessURL <https://example.org/a.csv> .
        {statements}""",
        _format="turtle",
    )
    return next(iter(parser.datasets()))


def licence_of(address: str, title: str) -> str:
    return harvest(f"<urn:file> dct:license <{address}> . <{address}> a dct:LicenseDocument {title} .")["license_id"]


def format_of(classes: str) -> str:
    package = harvest(f'<urn:file> dct:format <{csv}> . <{csv}> a {classes} ; rdfs:label "CSV" .')
    return package["resources"][0]["format"]


licences = [f"{name}:{licence_of(address, '')!r}" for name, address in addresses.items()]
titled = licence_of(addresses["spdx"], '; dct:title "Creative Commons Attribution"')
print("licence:", *licences, f"spdx with title:{titled!r}")
print(
    f"format: MediaTypeOrExtent:{format_of('dct:MediaTypeOrExtent')}",
    f"IMT first:{format_of('dct:IMT, dct:MediaTypeOrExtent')}",
    f"IMT last:{format_of('dct:MediaTypeOrExtent, dct:IMT')}",
)
PY
seen=$(python/bin/python harvest.py)
expected="licence: spdx:'' creativecommons:'' eu:'' spdx with title:'cc-by'
format: MediaTypeOrExtent:http://publications.europa.eu/resource/authority/file-type/CSV IMT first:CSV IMT last:http://publications.europa.eu/resource/authority/file-type/CSV"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi
